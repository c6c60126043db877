"""The markers of what is listed one by one, in the store.

A marker is found by texts that sort as their times do: `due` is empty while no due date holds, `ended` while the
dossier is open. A server finds it by an index in the order of the list; the embedded store scans for it, and there are
as many markers as dossiers that are open or ended late.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from services.kernel.times import require_utc
from services.runtime.failures import TransientError
from services.runtime.store.indexes import Index
from services.runtime.store.operations import DeleteDoc, Document, UpdateDoc
from services.runtime.store.ports import Documents
from services.stats.application.ports import After, Marker, Sought
from services.stats.domain.listing import Listed

_ATTEMPTS: Final = 5
_BELOW: Final = "/"  # sorts right after the dot, so a code and all below it lie between the code and code + "/"


def index_of(collection: str) -> Index:
    """Return the index in which the open ones stand in the order of the list, with all that a page is sought by."""
    return Index(collection, (("ended", 1), ("due", 1), ("_id", 1), ("agency", 1)), "ended_due")


class StoreListing:
    """One topic's markers of one generation."""

    def __init__(self, markers: Documents) -> None:
        self._markers = markers

    async def write(self, rows: Mapping[str, tuple[int, Listed]]) -> None:
        """Write each unless a later one is there. Raises TransientError("listing_contended")."""
        left = rows
        for _ in range(_ATTEMPTS):
            result = await self._markers.write_bulk([_written(each, seq, row) for each, (seq, row) in left.items()])
            if result.matched == len(left):
                return
            # A later one is there already, or two owners inserted at once: only reading tells.
            stored = await self._markers.find_many(list(left), projection={"seq": 1})
            left = {each: kept for each, kept in left.items() if each not in stored or stored[each]["seq"] < kept[0]}
            if not left:
                return
        raise TransientError("listing_contended")

    async def remove(self, subjects: Mapping[str, int]) -> None:
        if subjects:
            filters = ({"_id": subject, "seq": {"$lte": seq}} for subject, seq in subjects.items())
            await self._markers.write_bulk([DeleteDoc(each) for each in filters])

    async def find(self, sought: Sought, after: After | None, limit: int, skip: int) -> list[Marker]:
        order = [("due", 1), ("_id", 1)]
        found = await self._markers.find(_filter(sought, after), sort=order, limit=limit, skip=skip)
        return [marker_of(document) for document in found]

    async def count(self, sought: Sought) -> int:
        return await self._markers.count(_filter(sought, None))


def marker_of(document: Document) -> Marker:
    due, ended = document["due"], document["ended"]
    row = Listed(
        document["agency"],
        datetime.fromisoformat(due) if due else None,
        date.fromisoformat(ended) if ended else None,
    )
    return Marker(document["_id"], document["seq"], row)


def _written(subject: str, seq: int, row: Listed) -> UpdateDoc:
    due = "" if row.due_at is None else _text(row.due_at)
    ended = "" if row.ended_on is None else row.ended_on.isoformat()
    changed = {"seq": seq, "agency": row.agency, "due": due, "ended": ended}
    return UpdateDoc({"_id": subject, "seq": {"$lt": seq}}, {"$set": changed}, upsert=True)


def _text(moment: datetime) -> str:
    return require_utc(moment).isoformat(timespec="microseconds")


def _filter(sought: Sought, after: After | None) -> Document:
    parts: list[Document] = [{"due": {"$gt": "", "$lt": _text(sought.due_before)}}, _open(sought.open_on)]
    if after is not None:
        due = _text(after[0])
        # One range first, since an index is entered at it; a choice of two alone is sifted from the first due date on.
        parts[0]["due"] = {"$gte": due, "$lt": _text(sought.due_before)}
        parts.append({"$or": [{"due": {"$gt": due}}, {"_id": {"$gt": after[1]}}]})
    if sought.agencies is not None:
        ranges = [{"agency": {"$gte": code, "$lt": code + _BELOW}} for code in sorted(sought.agencies)]
        parts.append({"$or": ranges})
    return {"$and": parts}


def _open(on: date | None) -> Document:
    if on is None:
        return {"ended": ""}
    return {"$or": [{"ended": ""}, {"ended": {"$gt": on.isoformat()}}]}
