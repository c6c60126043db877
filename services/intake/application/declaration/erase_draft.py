"""Erases a citizen's words from a draft; the audit of who wrote, read back and filed stays."""

from dataclasses import replace

from services.intake.application.declaration.ports import Declarations
from services.runtime.aggregates.model import CommitOutcome
from services.runtime.failures import TransientError

__all__ = ["EraseDraft"]

_ATTEMPTS = 8


class EraseDraft:
    """For the erasure of the dossier that was filed from it. A draft that is unknown or erased stays as it is."""

    def __init__(self, declarations: Declarations) -> None:
        self._declarations = declarations

    async def __call__(self, id_: str) -> None:
        """Raises TransientError."""
        for _ in range(_ATTEMPTS):
            kept = await self._declarations.load(id_)
            if kept is None or not kept.sealed:
                return
            if await self._declarations.commit(replace(kept, sealed=())) is CommitOutcome.COMMITTED:
                return
        raise TransientError("draft_contended")
