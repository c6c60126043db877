"""Names of owners that sync messages of others told us: they go with a dossier's data, or after their term."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from services.intake.adapters.privacy.walk import walk
from services.intake.application.privacy.retention import Candidate
from services.kernel.code_error import CodeError
from services.kernel.dossier_code import parse_dossier_code
from services.runtime.store import Documents

__all__ = ["MirroredOwners"]


@dataclass(frozen=True, slots=True)
class MirroredOwners:
    """Implements the ports `LinkedData` and `Expiring`; the term runs from when the message was read."""

    documents: Documents
    retention_class: str = "identity"

    async def candidates(self) -> AsyncIterator[Candidate]:
        async for page in walk(self.documents, {"owner": {"$ne": None}}, ("read_at",)):
            for row in page:
                yield Candidate(row["_id"], _agency(row["_id"]), row["read_at"])

    async def erase(self, id_: str) -> int:
        return await self.documents.update_one({"_id": id_, "owner": {"$ne": None}}, {"$set": {"owner": None}})


def _agency(code: str) -> str:
    """Whose rules say how long: the agency in the code; a code of an unknown form is under national rules."""
    try:
        return str(parse_dossier_code(code).agency)
    except CodeError:
        return "none"
