"""The collection `timers`: a row per aggregate and moment at which time alone may change it.

A row says "a commit that wants to be woken then was about to happen": it is acknowledged before the aggregate is
written, so a crash in between leaves a row too many, never one too few. Rows too many are found stale when their time
comes.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from services.kernel.times import Clock
from services.runtime.failures import TransientError
from services.runtime.store import BulkOp, DeleteDoc, Documents, InsertDoc, UpdateDoc
from services.runtime.timers.ports import Alarm

__all__ = ["COLLECTION", "Row", "StoredAlarms"]

COLLECTION: Final = "timers"
_RACES: Final = 8
_AFTER_EVERY_SUBJECT: Final = "~"

Row = tuple[datetime, str]
"""When to wake which aggregate."""


class StoredAlarms:
    """Implements the port `Alarms`; the rows of a batch of commits share one write."""

    def __init__(self, documents: Documents, clock: Clock) -> None:
        self._documents = documents
        self._clock = clock

    async def set_many(self, rows: Iterable[Row]) -> None:
        """`at` only ever grows; two processes that write the same row race, and the loser updates it.

        Nearly every row is new, and an insert costs the store much less than an upsert.
        """
        at = self._clock()
        ids = sorted({_id(row) for row in rows})
        ops: list[BulkOp] = [InsertDoc({"_id": id_, "at": at}) for id_ in ids]
        for _ in range(_RACES):
            result = await self._documents.write_bulk(ops)
            if not result.duplicates:
                return
            again = [ops[index].id for index in sorted(result.duplicates)]
            ops = [UpdateDoc({"_id": id_}, {"$max": {"at": at}}, upsert=True) for id_ in again]
        raise TransientError("alarm_contended")

    async def ringing(self, now: datetime, after: str, limit: int) -> list[Alarm]:
        # A row of the second that is under way may stand for a later part of it: it rings when the second is over.
        until = f"{_text(now.replace(microsecond=0))}|{_AFTER_EVERY_SUBJECT}"
        found = await self._documents.find({"_id": {"$gt": after, "$lte": until}}, sort=(("_id", 1),), limit=limit)
        return [Alarm(row["_id"], row["_id"].partition("|")[2], row["at"]) for row in found]

    async def clear(self, alarms: Sequence[Alarm]) -> None:
        """A row that a commit announced again since keeps standing: that commit may still be on its way."""
        gone: list[BulkOp] = [DeleteDoc({"_id": each.id, "at": {"$lte": each.set_at}}) for each in alarms]
        if gone:
            await self._documents.write_bulk(gone)


def _id(row: Row) -> str:
    return f"{_text(row[0])}|{row[1]}"


def _text(moment: datetime) -> str:
    """Whole seconds, the next one for a part of one, so that no row rings before its time."""
    whole = moment.astimezone(UTC)
    if whole.microsecond:
        whole = whole.replace(microsecond=0) + timedelta(seconds=1)
    return whole.strftime("%Y-%m-%dT%H:%M:%SZ")
