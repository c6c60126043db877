"""Alerts in the store; an id names cause, dossier and day, so raising one twice is one alert."""

from datetime import datetime
from typing import Final

from services.intake.domain.delegations.alert import Alert
from services.kernel.agency_code import AgencyCode
from services.runtime.store import Document, Documents, Index

__all__ = ["COLLECTION", "INDEXES", "StoredAlerts"]

COLLECTION: Final = "alerts"
INDEXES: Final = (Index(COLLECTION, (("agency", 1), ("open", 1), ("at", -1)), "agency_open_at"),)


class StoredAlerts:
    """Implements the port `Alerts`. Few are open; the embedded store scans them."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def raise_once(self, alert: Alert) -> bool:
        values = {"agency": alert.agency, "kind": alert.kind, "code": alert.code, "at": alert.at, "open": True}
        return await self._documents.insert({"_id": alert.id, **values})

    async def of(self, agency: AgencyCode, *, open_only: bool, limit: int) -> list[Alert]:
        """The newest first."""
        wanted = {"agency": agency} | ({"open": True} if open_only else {})
        return [_alert(row) for row in await self._documents.find(wanted, sort=[("at", -1)], limit=limit)]

    async def close(self, id_: str, agency: AgencyCode, at: datetime, by: str) -> bool:
        condition = {"_id": id_, "agency": agency, "open": True}
        values = {"open": False, "closed_at": at, "closed_by": by}
        return await self._documents.update_one(condition, {"$set": values}) == 1


def _alert(row: Document) -> Alert:
    return Alert(
        row["_id"],
        AgencyCode(row["agency"]),
        row["kind"],
        row["code"],
        row["at"],
        row.get("closed_at"),
        row.get("closed_by"),
    )
