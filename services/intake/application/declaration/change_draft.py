"""One step of a draft: read back, correct, confirm; concurrent steps are taken again on the newer state."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from services.intake.application.declaration.ports import Declarations, KeptDeclaration, WordSealing
from services.intake.application.declaration.words import Words
from services.intake.application.refusals import as_permanent
from services.intake.domain.declaration.declaration import Declaration
from services.kernel.times import Clock
from services.runtime.aggregates.model import CommitOutcome
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError

__all__ = ["ChangeDraft", "OpenDraft"]

_ATTEMPTS = 8
Step = Callable[[Declaration, datetime], Declaration]


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """Finds a draft for its own agency; for all others it does not exist."""

    declarations: Declarations

    async def __call__(self, id_: str, principal: Principal) -> KeptDeclaration:
        """Raises PermanentError(draft_not_found)."""
        kept = await self.declarations.load(id_)
        if kept is None or not _is_theirs(kept.declaration, principal):
            raise PermanentError("draft_not_found")
        return kept


class ChangeDraft:
    """`words` are given with a correction only: they become the next version."""

    def __init__(self, open_draft: OpenDraft, declarations: Declarations, sealing: WordSealing, clock: Clock) -> None:
        self._open = open_draft
        self._declarations = declarations
        self._sealing = sealing
        self._clock = clock

    async def __call__(self, id_: str, principal: Principal, step: Step, words: Words | None = None) -> Declaration:
        """Raises PermanentError(draft_not_found | draft_closed | draft_not_read_back | concurrent_change)."""
        for _ in range(_ATTEMPTS):
            kept = await self._open(id_, principal)
            with as_permanent():
                after = step(kept.declaration, self._clock())
            sealed = kept.sealed
            if words is not None:
                sealed = (*sealed, self._sealing.seal_words(id_, after.versions, words))
            changed = replace(kept, declaration=after, sealed=sealed)
            if await self._declarations.commit(changed) is CommitOutcome.COMMITTED:
                return after
        raise PermanentError("concurrent_change")


def _is_theirs(declaration: Declaration, principal: Principal) -> bool:
    """The sandbox and the real desk know nothing of one another."""
    return declaration.agency in principal.agencies and declaration.sandbox is principal.sandbox
