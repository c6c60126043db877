"""Counting on the real store, by two processes at once."""

import asyncio
from datetime import timedelta

from services.notifications.adapters.recipients.tallies import COLLECTION, StoredTallies
from services.notifications.domain.recipients.limits import DayLimit, WindowLimit
from services.runtime.store import Store
from tests.component.notifications.rig import NOW
from tests.platform_fixture import TestPlatform


async def test_two_processes_together_let_no_more_through_than_the_limit(
    platform: TestPlatform, namespace: str
) -> None:
    """Whoever comes first: ten of forty in a day, three of eight in a window."""
    stores = [await Store.open(platform.store_url, f"{namespace}tallies") for _ in range(2)]
    tallies = [StoredTallies(store.collection(COLLECTION)) for store in stores]
    wanted = [("r", DayLimit(10)), ("other", DayLimit(10))] * 20
    counted = await asyncio.gather(*(each.count_day(wanted, "2026-11-23", NOW) for each in tallies))
    for first in range(2):
        assert sum(sum(within[first::2]) for within in counted) == 10
    window = WindowLimit(3, timedelta(hours=24))
    taken = await asyncio.gather(*(tallies[n % 2].count_window("r", window, NOW) for n in range(8)))
    assert sum(taken) == 3
    assert await tallies[0].forget(NOW + timedelta(days=3)) == 5
    for store in stores:
        store.close()
