"""The collection `tallies`: a counter per recipient and day, and a slot for each message of advertising."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from services.notifications.domain.recipients.limits import DayLimit, WindowLimit
from services.runtime.store import Documents, UpdateDoc

__all__ = ["COLLECTION", "FORGOTTEN_AT", "StoredTallies"]

COLLECTION: Final = "tallies"
FORGOTTEN_AT: Final = "forget_at"
_TWO_DAYS: Final = timedelta(days=2)


class StoredTallies:
    """Conditional upserts: one beyond the limit finds its row there already, and is refused as a duplicate."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def count_day(self, wanted: Sequence[tuple[str, DayLimit]], day: str, now: datetime) -> list[bool]:
        within = [False] * len(wanted)
        left = list(range(len(wanted)))
        while left:
            # A bulk has no order, so each recipient once in it.
            first = {wanted[index][0]: index for index in reversed(left)}
            round_ = sorted(first.values())
            ops = [_one_more(*wanted[index], day, now) for index in round_]
            refused = (await self._documents.write_bulk(ops)).duplicates
            # Also refused: the first of a day that another process counted at this moment.
            again = sorted(refused)
            still = (
                (await self._documents.write_bulk([ops[each] for each in again])).duplicates if again else frozenset()
            )
            beyond = {round_[again[each]] for each in still}
            for index in round_:
                within[index] = index not in beyond
            left = [index for index in left if index not in round_]
        return within

    async def count_window(self, recipient: str, limit: WindowLimit, now: datetime) -> bool:
        fields = {"$set": {"at": now, FORGOTTEN_AT: now + max(limit.window, _TWO_DAYS)}}
        for slot in range(limit.most):
            free = {"_id": f"{recipient}/advertising/{slot}", "at": {"$lte": now - limit.window}}
            if not (await self._documents.write_bulk([UpdateDoc(free, fields, upsert=True)])).duplicates:
                return True
        return False

    async def forget(self, now: datetime) -> int:
        return await self._documents.delete({FORGOTTEN_AT: {"$lte": now}})


def _one_more(recipient: str, limit: DayLimit, day: str, now: datetime) -> UpdateDoc:
    room = {"_id": f"{recipient}/{day}", "count": {"$lt": limit.most}}
    return UpdateDoc(room, {"$inc": {"count": 1}, "$set": {FORGOTTEN_AT: now + _TWO_DAYS}}, upsert=True)
