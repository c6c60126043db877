"""Dossiers of an agency by day of filing: their codes begin with agency and day, and are the keys they are kept by."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from services.intake.application.dossiers.holders import holders_of
from services.intake.application.dossiers.ports import Dossiers, Kept
from services.intake.application.terms import Terms
from services.kernel.agency_code import AgencyCode
from services.runtime.store import Documents

__all__ = ["StoredDossierList"]


class StoredDossierList:
    """Implements the port `DossierList`."""

    def __init__(self, documents: Documents, dossiers: Dossiers, terms: Terms) -> None:
        self._documents = documents
        self._dossiers = dossiers
        self._terms = terms

    async def filed(self, agency: AgencyCode, first: date, last: date, most: int) -> list[Kept]:
        codes: list[str] = []
        day = first
        while day <= last and len(codes) < most:
            codes += await self._codes(agency, day, most - len(codes))
            day += timedelta(days=1)
        found = await self._dossiers.load_many(codes)
        return [found[code] for code in codes if code in found]

    async def holders(self, found: Iterable[Kept]) -> Mapping[str, Kept]:
        return await holders_of(self._dossiers, found)

    async def _codes(self, agency: AgencyCode, day: date, most: int) -> list[str]:
        """The code of number 1, without its number, is what all of the day begin with."""
        prefix = self._terms.code(agency, day, 1).rpartition("-")[0] + "-"
        within = {"_id": {"$gte": prefix, "$lt": prefix + "~"}}
        found = await self._documents.find(within, sort=[("_id", 1)], limit=most, projection={"_id": 1})
        codes = [document["_id"] for document in found]
        return sorted(codes, key=lambda code: int(code.rpartition("-")[2]))
