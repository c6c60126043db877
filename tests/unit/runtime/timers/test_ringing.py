"""Alarms over a store in memory: no row rings early, none is lost, and only what nobody waits for goes."""

import asyncio
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.runtime.timers import SETTLED_AFTER, Ringing, StoredAlarms, Woken
from tests.fakes.store import FakeStore

MOMENT = datetime(2026, 12, 10, 1, 0, tzinfo=UTC)
PARTS = st.integers(0, 3_000_000).map(lambda micros: timedelta(microseconds=micros))


class Sleeper:
    """An aggregate that wants to be woken once, at an instant that need not be a whole second."""

    def __init__(self, wake_at: datetime) -> None:
        self.wake_at: datetime | None = wake_at
        self.now = wake_at - SETTLED_AFTER
        self.times = 0
        store = FakeStore()
        self.alarms = StoredAlarms(store.collection("timers"), lambda: self.now)
        self.ring = Ringing(self.alarms, self.wake, lambda: self.now)

    async def wake(self, subjects: Collection[str], now: datetime) -> Woken:
        if not subjects or self.wake_at is None or self.wake_at > now:
            return Woken(0, ())
        self.wake_at = None
        self.times += 1
        return Woken(1, ())

    async def live(self, looks: Collection[datetime]) -> None:
        await self.alarms.set_many([(self.now + SETTLED_AFTER, "a")])
        for self.now in sorted(looks):
            await self.ring()


@given(PARTS, st.lists(PARTS, max_size=8))
def test_an_alarm_is_never_lost_between_two_looks(wake_after: timedelta, looks: list[timedelta]) -> None:
    """However the sweeps fall around the time of an alarm, one look a second after it finds its aggregate woken."""
    sleeper = Sleeper(MOMENT + wake_after)
    last = MOMENT + wake_after + timedelta(seconds=1)
    asyncio.run(sleeper.live([*(MOMENT + look for look in looks if MOMENT + look < last), last]))
    assert sleeper.times == 1


async def test_processes_share_the_rows_of_one_instant_instead_of_fighting_for_them() -> None:
    """Each takes the pages in an order of its own, and none is left out."""
    store, later = FakeStore(), MOMENT + timedelta(seconds=1)
    alarms = StoredAlarms(store.collection("timers"), lambda: MOMENT - SETTLED_AFTER)
    await alarms.set_many([(MOMENT, f"{number:04d}") for number in range(1200)])
    first: list[str] = []

    async def wake(subjects: Collection[str], now: datetime) -> Woken:
        assert now == later
        first.append(min(subjects))
        return Woken(0, subjects)

    await Ringing(alarms, wake, lambda: later, lambda pages: pages.sort(key=len))()
    await Ringing(alarms, wake, lambda: later, lambda _: None)()
    assert first == ["1000", "0000", "0500", "0000", "0500", "1000"]
