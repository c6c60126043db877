"""What expires: applicants and contacts of closed dossiers, words of drafts, rows of the access log."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from services.intake.adapters.dossiers.dossier_state import dossier_from
from services.intake.adapters.privacy.walk import walk
from services.intake.application.privacy.retention import Candidate
from services.intake.domain.dossier import Dossier
from services.intake.domain.privacy.steps import CLOSED, ended_at
from services.runtime.store import Document, Documents

__all__ = ["ExpiringAccessRows", "ExpiringDossiers", "ExpiringDrafts", "has_contact"]

_CLOSED: Final = sorted(int(status) for status in CLOSED)
Erase = Callable[[str], Awaitable[Any]]


def has_contact(dossier: Dossier) -> bool:
    return dossier.contact_seq > 0 and dossier.personal.forgotten_at is None and dossier.personal.erased_at is None


@dataclass(frozen=True, slots=True)
class ExpiringDossiers:
    """Closed dossiers that `holds` says still have something of this class; the term runs from when they ended."""

    documents: Documents
    retention_class: str
    holds: Callable[[Document, Dossier], bool]
    erase_one: Erase

    async def candidates(self) -> AsyncIterator[Candidate]:
        fields = ("state.dossier", "state.data_key", "state.applicant")
        async for page in walk(self.documents, {"state.dossier.status": {"$in": _CLOSED}}, fields):
            for row in page:
                dossier = dossier_from(row["state"]["dossier"])
                since = ended_at(dossier)
                if since is not None and self.holds(row, dossier):
                    yield Candidate(row["_id"], dossier.agency, since)

    async def erase(self, id_: str) -> None:
        await self.erase_one(id_)


@dataclass(frozen=True, slots=True)
class ExpiringDrafts:
    """Words that were written down for a citizen; the term runs from the last step."""

    documents: Documents
    erase_one: Erase
    retention_class: str = "draft"

    async def candidates(self) -> AsyncIterator[Candidate]:
        async for page in walk(self.documents, {}, ("state.declaration", "state.sealed")):
            for row in page:
                declaration = row["state"]["declaration"]
                if row["state"]["sealed"]:
                    since = datetime.fromisoformat(declaration["steps"][-1]["at"])
                    yield Candidate(row["_id"], declaration["agency"], since)

    async def erase(self, id_: str) -> None:
        await self.erase_one(id_)


@dataclass(frozen=True, slots=True)
class ExpiringAccessRows:
    """Who read what is itself kept for a time only."""

    documents: Documents
    retention_class: str = "access_log"

    async def candidates(self) -> AsyncIterator[Candidate]:
        async for page in walk(self.documents, {}, ("agency", "at")):
            for row in page:
                yield Candidate(row["_id"], row["agency"], row["at"])

    async def erase(self, id_: str) -> None:
        await self.documents.delete({"_id": id_})
