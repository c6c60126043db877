"""Ties a record of the desk to the dossier that came of it."""

from dataclasses import dataclass

from services.intake.application.dossiers.ports import Dossiers
from services.intake.domain.dossier import Dossier
from services.kernel.agency_code import AgencyCode
from services.runtime.failures import PermanentError

__all__ = ["Link", "Links"]


@dataclass(frozen=True, slots=True)
class Link:
    """`published` is the code as events may carry it: None for a secret dossier, and for one of the sandbox."""

    dossier: Dossier
    published: str | None


class Links:
    """Only a desk's own dossiers; whether another desk has one is not told."""

    def __init__(self, dossiers: Dossiers) -> None:
        self._dossiers = dossiers

    async def of(self, code: str, agency: AgencyCode) -> Link:
        """Raises PermanentError(dossier_not_found)."""
        kept = await self._dossiers.load(code)
        if kept is None or kept.dossier.agency != agency:
            raise PermanentError("dossier_not_found", code=code)
        filing = kept.dossier.filing
        return Link(kept.dossier, None if filing.secret or filing.sandbox else code)
