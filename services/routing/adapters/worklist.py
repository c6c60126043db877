"""The collection `worklist`: one entry per leg that waits at an agency, keyed `agency|code|leg`.

It holds live legs only, so a page of one agency is a range of ids in a small collection. `v` is the version of the
route that an entry was derived from.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from services.kernel.agency_code import AgencyCode
from services.routing.application.ports import WorkItem, WorklistChange
from services.routing.domain.route import LegStatus
from services.runtime.store import BulkOp, DeleteDoc, Documents, UpdateDoc

__all__ = ["COLLECTION", "StoredWorklist", "item_of", "of_agency"]

COLLECTION: Final = "worklist"
_AFTER_BAR: Final = "}"  # the character after "|"


class StoredWorklist:
    """Writes are guarded by version; one that loses to a newer version is dropped, as it should be."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def refresh(self, changes: Sequence[WorklistChange]) -> None:
        """Several changes must be of different routes. Raises TransientError."""
        await self._documents.write_bulk([op for change in changes for op in _operations(change)])

    async def page(self, after: str, limit: int) -> list[WorkItem]:
        rows = await self._documents.find({"_id": {"$gt": after}}, sort=(("_id", 1),), limit=limit)
        return [item_of(row) for row in rows]

    async def of_agency(self, agency: str, after: str, limit: int) -> list[WorkItem]:
        """In order of dossier code and leg, after the entry `after` (`code|leg`, empty for the first)."""
        rows = await self._documents.find(of_agency(agency, after), sort=(("_id", 1),), limit=limit)
        return [item_of(row) for row in rows]


def of_agency(agency: str, after: str = "") -> dict[str, Any]:
    """The filter of an agency's entries, a range of ids."""
    return {"_id": {"$gt": f"{agency}|{after}", "$lt": f"{agency}{_AFTER_BAR}"}}


def _operations(change: WorklistChange) -> Iterator[BulkOp]:
    for item in change.shown:
        older = {"_id": item.id, "v": {"$lt": change.version}}
        yield UpdateDoc(older, {"$set": _fields(item, change.version)}, upsert=True)
    for gone in change.gone:
        yield DeleteDoc({"_id": gone, "v": {"$lte": change.version}})


def _fields(item: WorkItem, version: int) -> dict[str, Any]:
    return {
        "v": version,
        "agency": item.agency,
        "code": item.code,
        "leg": item.leg,
        "attempt": item.attempt,
        "procedure": item.procedure,
        "status": item.status.value,
        "dispatched_at": item.dispatched_at.isoformat(),
        "received_at": item.received_at and item.received_at.isoformat(),
        "due_at": item.due_at and item.due_at.isoformat(),
        "officer": item.officer,
        "signer": item.signer,
    }


def item_of(row: Mapping[str, Any]) -> WorkItem:
    return WorkItem(
        agency=AgencyCode(row["agency"]),
        code=row["code"],
        leg=row["leg"],
        attempt=row["attempt"],
        procedure=row["procedure"],
        status=LegStatus(row["status"]),
        dispatched_at=datetime.fromisoformat(row["dispatched_at"]),
        received_at=datetime.fromisoformat(row["received_at"]) if row["received_at"] else None,
        due_at=datetime.fromisoformat(row["due_at"]) if row["due_at"] else None,
        officer=row.get("officer"),
        signer=row.get("signer"),
    )
