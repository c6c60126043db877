"""The words of the draft that a dossier was filed from go with the dossier's personal data."""

from services.intake.application.declaration.erase_draft import EraseDraft
from services.intake.application.dossiers.ports import Dossiers

__all__ = ["LinkedDrafts"]


class LinkedDrafts:
    """Implements the port `LinkedData`."""

    def __init__(self, dossiers: Dossiers, erase_draft: EraseDraft) -> None:
        self._dossiers = dossiers
        self._erase_draft = erase_draft

    async def erase(self, code: str) -> int:
        kept = await self._dossiers.load(code)
        draft = kept.dossier.filing.draft if kept else None
        if draft is None:
            return 0
        await self._erase_draft(draft)
        return 1
