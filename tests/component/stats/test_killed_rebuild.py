"""A rebuild that is killed costs nothing but its time: figures stay exact, and the next one clears up after it."""

import asyncio
import os
import signal
import sys

import pytest

from services.ops.platform.locations import PROJECT
from services.stats.application.rebuild import rebuild
from services.stats.application.statistics import Statistics
from services.stats.application.verify import verify, verify_deep
from services.stats.settings import Settings
from tests.component.stats.chaos.mortal import DIES_AT
from tests.component.stats.chaos.mortal_rebuild import DIES_SWAPPED
from tests.component.stats.feed import feed
from tests.component.stats.service import events_counted, running, until, variables, wait_counted

DEATH_SECONDS = 90.0


async def _killed(settings: Settings, moment: str) -> None:
    """Rebuild in a process of its own, which has to die at that moment."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.component.stats.chaos.mortal_rebuild",
        env={**os.environ, **variables(settings), moment: "1"},
        cwd=PROJECT,
    )
    assert await asyncio.wait_for(process.wait(), DEATH_SECONDS) == -signal.SIGKILL


async def _facts(stats: Statistics, number: int) -> int:
    ledger = stats.ledger(number)
    return sum([1 for item in stats.counted async for _ in ledger.all_facts(item.rules)])


async def _serving(stats: Statistics) -> tuple[int, bool]:
    serving = await stats.generations.serving()
    assert serving is not None
    return serving.number, serving.settled


@pytest.mark.chaos
@pytest.mark.timeout(300)
async def test_figures_stay_exact_when_rebuilds_are_killed(settings: Settings, stats: Statistics) -> None:
    """In the middle of a write, then between swap and settling, which the running service completes as events come."""
    total = await feed(settings.kafka_bootstrap, settings.namespace, range(60))

    async def settled() -> bool:
        return (await _serving(stats))[1]

    async with running(settings):
        await wait_counted(stats, total)
        await _killed(settings, DIES_AT)
        assert await _serving(stats) == (1, True)
        assert list((await verify(stats)).differences) == []
        await _killed(settings, DIES_SWAPPED)
        assert (await _serving(stats))[0] == 3
        total += await feed(settings.kafka_bootstrap, settings.namespace, range(100, 120))
        await wait_counted(stats, total)
        await until(settled, "nobody completed the generation of the killed rebuild")
    assert (await _serving(stats), await events_counted(stats)) == ((3, True), total)
    assert list((await verify_deep(stats)).differences) == []
    await rebuild(stats, lambda _: None)
    assert [await _facts(stats, number) for number in (1, 2, 3)] == [0, 0, 0]
    assert (await events_counted(stats), list((await verify(stats)).differences)) == (total, [])
