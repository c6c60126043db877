"""Records come doubled and jumbled, processes die, partitions move: counters equal the recount every time.

`make prove-exact N=20000 KILLS=60` runs it larger: PROVE_EXACT is the number of events, PROVE_KILLS that of processes
that are ended, PROVE_PROCESSES that of processes side by side; after every ten ends the counters are recounted.
"""

import os
import random
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count

import pytest

from bench.load.dossiers import publish
from services.contracts.topics import LIFECYCLE
from services.runtime.kafka import OutgoingRecord
from services.stats.application.statistics import Statistics
from services.stats.application.verify import Verdict, verify, verify_deep
from services.stats.settings import Settings
from tests.component.stats.chaos.group import committed, is_through
from tests.component.stats.chaos.herd import Herd
from tests.component.stats.chaos.storm import Storm
from tests.component.stats.service import events_counted, until, variables

EVENTS = int(os.environ.get("PROVE_EXACT", "600"))
KILLS = int(os.environ.get("PROVE_KILLS", "1"))
PROCESSES = int(os.environ.get("PROVE_PROCESSES", "3"))
CONTROL_PROCESSES = 1 if KILLS == 1 else PROCESSES
SEED = int(os.environ.get("PROVE_SEED", "20261127"))
KILLS_A_ROUND = 10
LATEST_SECONDS = 4.0
PATIENCE_SECONDS = 240.0


class Chaos:
    """A storm, a herd, and what they work on."""

    def __init__(self, settings: Settings, stats: Statistics, module: str) -> None:
        dice = random.Random(SEED)  # noqa: S311 moments, no secrets
        self.settings, self.stats, self.dice = settings, stats, dice
        self.storm = Storm(dice, count())
        self.herd = Herd(f"tests.component.stats.chaos.{module}", variables(settings), dice)

    async def begin(self, processes: int) -> None:
        """Start the herd, after a process that died when it had counted something."""
        await self._publish(self.storm.wave(EVENTS // 10))
        await self.herd.lose_one()
        await self.herd.grow(processes)

    async def rage(self, events: int, kills: int) -> Verdict:
        """Feed and disturb, let it come to rest, recount."""
        share = -(-events // (kills + 1))
        for _ in range(kills):
            before = await committed(self.settings)
            sent = await self._publish(self.storm.wave(share))
            await self._reach(before + round(self.dice.random() * sent))
            await self.herd.disturb()
        await self._publish(self.storm.wave(share))
        await self._publish(self.storm.rest())
        await self.herd.mend()
        await until(self._through, "what was published was not counted in time", PATIENCE_SECONDS)
        return await verify(self.stats)

    async def _publish(self, records: Iterator[OutgoingRecord]) -> int:
        return await publish(self.settings.kafka_bootstrap, self.settings.namespace, records)

    async def _reach(self, goal: int) -> None:
        """Wait for a moment in the middle; who died by himself may keep it from coming soon."""

        async def reached() -> bool:
            return await committed(self.settings) >= goal

        with suppress(AssertionError):
            await until(reached, "", LATEST_SECONDS)

    async def _through(self) -> bool:
        return await is_through(self.settings, self.stats.topics, [LIFECYCLE.name])


@pytest.mark.chaos
@pytest.mark.timeout(0)
async def test_counters_equal_the_recount_whatever_dies(settings: Settings, stats: Statistics) -> None:
    """After every round of kills the counters are what the facts say; at the end a replay finds the same facts."""
    chaos, began = Chaos(settings, stats, "mortal"), time.monotonic()
    rounds = -(-KILLS // KILLS_A_ROUND)
    try:
        await chaos.begin(PROCESSES)
        for number in range(rounds):
            verdict = await chaos.rage(EVENTS // rounds, min(KILLS_A_ROUND, KILLS - number * KILLS_A_ROUND))
            _tell(f"round {number + 1}: {verdict.facts:,} facts, {verdict.cells:,} cells, dies={dict(chaos.herd.ends)}")
            assert list(verdict.differences) == []
            assert await events_counted(stats) == chaos.storm.events
    finally:
        await chaos.herd.stop()
    assert list((await verify_deep(stats)).differences) == []
    _report(chaos, time.monotonic() - began)


@pytest.mark.chaos
@pytest.mark.timeout(0)
async def test_without_the_fence_the_recount_finds_a_difference(settings: Settings, stats: Statistics) -> None:
    """Negative control: the same with an adapter that has no fence."""
    chaos = Chaos(settings, stats, "fenceless")
    try:
        await chaos.begin(CONTROL_PROCESSES)
        verdict = await chaos.rage(EVENTS, 0 if KILLS == 1 else KILLS_A_ROUND)
    finally:
        await chaos.herd.stop()
    assert await events_counted(stats) == chaos.storm.events
    assert verdict.differences
    _tell(f"without the fence: {len(verdict.differences):,} of {verdict.cells:,} cells are wrong")


def _report(chaos: Chaos, seconds: float) -> None:
    _tell(f"events {chaos.storm.events:,}, once more and jumbled {chaos.storm.again:,}, {PROCESSES} processes")
    _tell(f"ended: {dict(chaos.herd.ends)}, seed {SEED}, {seconds:.0f} s")


def _tell(what: str) -> None:
    print(f"  {what}", flush=True)  # noqa: T201 the figures of the proof
