"""Routing is killed while a system of others fails in every way; `make prove-systems` does it at full size."""

import asyncio
import os
import random
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.component.routing.conftest import Rig
from tests.component.routing.foreign_border import Border, bordering, codes, routing_process
from tests.component.routing.foreign_software import Mode, until

DOSSIERS = int(os.environ.get("PROVE_SYSTEMS", "20"))
KILLS = int(os.environ.get("PROVE_KILLS", "1"))
PROCESSES = int(os.environ.get("PROVE_PROCESSES", "1"))
GUSTS: tuple[Mode, ...] = ("hanging", "deaf", "failing")
PATIENCE = 60 + DOSSIERS / 10


@pytest.fixture
async def border(rig: Rig, tmp_path: Path) -> AsyncIterator[Border]:
    async with bordering(rig, tmp_path) as border:
        yield border


class Storm:
    """Dossiers come to the tax software in waves; in each it fails in one way, and a process of routing is killed."""

    def __init__(self, border: Border, ground: AsyncExitStack) -> None:
        self.border = border
        self.ground = ground
        self.chance = random.Random(7)  # noqa: S311 which process is killed is no secret
        self.processes: list[asyncio.subprocess.Process] = []

    async def start_one(self) -> None:
        self.processes.append(await self.ground.enter_async_context(routing_process(self.border)))

    async def gust(self, mode: Mode, wave: list[str]) -> None:
        """Ends with a dead process in the middle of a try, and another one in its place."""
        tax = self.border.tax
        tried, tax.mode = tax.tried[mode], mode
        await asyncio.to_thread(self.border.finish, "appraise", *wave)
        await until(lambda: tax.tried[mode] > tried, PATIENCE)
        dying = self.processes.pop(self.chance.randrange(len(self.processes)))
        dying.kill()
        await dying.wait()
        await self.start_one()
        tax.mode = "good"
        await until(lambda: tax.told.keys() >= set(wave), PATIENCE)


async def test_kills_and_outages_lose_no_hand_over_and_double_none(border: Border) -> None:
    """SIGKILL in the middle of a try: what was not answered is sent again, and nothing else."""
    dossiers, started = codes(DOSSIERS), time.monotonic()
    async with AsyncExitStack() as ground:
        storm = Storm(border, ground)
        for _ in range(PROCESSES):
            await storm.start_one()
        await border.accept(*dossiers)
        await until(lambda: border.land.fetch() >= len(dossiers), PATIENCE)
        for number in range(KILLS):
            await storm.gust(GUSTS[number % len(GUSTS)], dossiers[number::KILLS])

        async def drained() -> bool:
            return [(await border.state(each))[1] for each in ("tax", "land")] == [0, 0]

        await until(drained, PATIENCE)
    heard, deaf = border.tax.heard, border.tax.tried["deaf"]
    repeated = sum(heard.values()) - len(heard)
    print(  # noqa: T201 the figures of the proof
        f"\n{DOSSIERS} dossiers, {PROCESSES} processes, {KILLS} kills: {len(heard)} messages taken, {repeated} repeated"
        f" after {deaf} lost answers, {time.monotonic() - started:.0f} s"
    )
    assert set(border.tax.told) == set(dossiers)
    assert len(heard) == len(dossiers)
    assert repeated <= deaf
    assert await border.rig.letters() == []
