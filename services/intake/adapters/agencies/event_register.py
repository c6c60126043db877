"""What became of each report that agencies sent: queued, applied, or rejected and why.

Row: {_id: "<agency>|<event id>", state, reason, received_at, settled_at}. The gateway notes `queued`, intake's
consumers settle; either may come first, and a settled state is never changed again.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from services.intake.domain.dossier import Fate
from services.intake.domain.report_key import report_key
from services.runtime.store import Document, Documents, UpdateDoc

__all__ = ["COLLECTION", "EventRegister"]

COLLECTION: Final = "inbound_events"
_OPEN: Final = {"$in": ["queued", None]}


class EventRegister:
    """All writes are bulk upserts, idempotent, and safe to repeat after a crash."""

    def __init__(self, events: Documents) -> None:
        self._events = events

    async def find(self, agency: str, event_id: str) -> Document | None:
        return await self._events.find_one({"_id": report_key(agency, event_id)})

    async def settle_many(self, fates: Iterable[Fate], at: datetime) -> None:
        """Settle rows that are queued or do not exist yet, recorded `at` (UTC); the first fate of a report counts.

        A row that is settled already does not pass the filter, so its upsert meets a duplicate key: that is the answer
        wanted, not a failure.
        """
        first: dict[str, Fate] = {}
        for fate in fates:
            first.setdefault(fate.report, fate)
        await self._events.write_bulk([_settle(fate, at) for fate in first.values()])


def _settle(fate: Fate, at: datetime) -> UpdateDoc:
    values = {"state": "rejected" if fate.reason else "applied", "reason": fate.reason, "settled_at": at}
    return UpdateDoc({"_id": fate.report, "state": _OPEN}, {"$set": values}, upsert=True)
