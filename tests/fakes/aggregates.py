"""Ready-made events and commands for tests of aggregates on any store."""

import asyncio
from datetime import UTC, datetime

from services.contracts.events.control import EventDiscarded
from services.contracts.topics import LIFECYCLE, Topic
from services.runtime.aggregates import AggregateStore, Change, CommitOutcome, NewEvent

NOW = datetime(2026, 1, 5, 1, 2, 3, tzinfo=UTC)


def clock() -> datetime:
    return NOW


def event(subject: str, letter: str = "letter", topic: Topic = LIFECYCLE) -> NewEvent:
    """Return an event that carries `letter`."""
    return NewEvent(topic, EventDiscarded(occurred_at=NOW, reason="test", letter=letter), key=subject, subject=subject)


async def increment(aggregates: AggregateStore, id_: str) -> int:
    """Add one to the counter of `id_`, creating it, after however many conflicts; return how many there were."""
    conflicts = 0
    while True:
        loaded = await aggregates.load(id_)
        count = loaded.state["count"] if loaded else 0
        change = Change(id_, loaded, {"count": count + 1}, events=[event(id_)])
        if await aggregates.commit(change) is CommitOutcome.COMMITTED:
            return conflicts
        conflicts += 1


async def count_concurrently(aggregates: AggregateStore, ids: list[str], tasks: int, times: int) -> int:
    """Run tasks that each increment every id some times; return the number of conflicts."""

    async def count() -> int:
        return sum([await increment(aggregates, id_) for _ in range(times) for id_ in ids])

    return sum(await asyncio.gather(*(count() for _ in range(tasks))))
