"""Ways to the OIDC provider and back, kept for as long as they may take."""

from dataclasses import asdict
from datetime import datetime
from typing import Final

from services.intake.application.officers.oidc_sign_in import Errand
from services.runtime.store import Documents

__all__ = ["COLLECTION", "StoredErrands"]

COLLECTION: Final = "officer_errands"


class StoredErrands:
    """Implements the port `Errands`."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def keep(self, errand: Errand) -> None:
        values = asdict(errand)
        await self._documents.insert({"_id": values.pop("id"), **values})

    async def take(self, id_: str) -> Errand | None:
        row = await self._documents.find_one({"_id": id_})
        if row is None or await self._documents.delete({"_id": id_}) != 1:
            return None
        return Errand(row["_id"], row["nonce"], row["verifier"], row["onward"], row["at"])

    async def forget_before(self, at: datetime) -> int:
        return await self._documents.delete({"at": {"$lt": at}})
