"""Processes of the statistics side by side that are killed, die by themselves, go and come back."""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from services.ops.platform.locations import PROJECT
from tests.component.stats.chaos.mortal import DIES_AT

_IN_BETWEEN = "between counters and facts"
_DEATH_SECONDS = 180.0
_PATIENCE_SECONDS = 3.0
_LATEST_DEATH = 4
"""Writes that a process which is to die by itself may still make."""


@dataclass
class Herd:
    """`module` with the same environment, as often as wanted."""

    module: str
    variables: Mapping[str, str]
    dice: Random
    ends: Counter[str] = field(default_factory=Counter)
    _running: list[asyncio.subprocess.Process] = field(default_factory=list)
    _mortal: set[int] = field(default_factory=set)

    async def lose_one(self) -> None:
        """Start one that dies at its first write, and wait until it has."""
        doomed = await self._start({DIES_AT: "1"})
        try:
            await asyncio.wait_for(doomed.wait(), _DEATH_SECONDS)
        finally:
            await _end(doomed, signal.SIGKILL)
        self.ends[_IN_BETWEEN] += 1

    async def grow(self, processes: int) -> None:
        for _ in range(processes):
            self._running.append(await self._start({}))

    async def disturb(self) -> None:
        """End one of them in one of three ways, and start another in its place."""
        place = self.dice.randrange(len(self._running))
        old = self._running[place]
        if place in self._mortal:
            with suppress(TimeoutError):
                await asyncio.wait_for(old.wait(), _PATIENCE_SECONDS)
        if old.returncode is None:
            number = self.dice.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM))
            await _end(old, number)
            self.ends[number.name] += 1
        else:
            self.ends[_IN_BETWEEN] += 1
        self._running[place] = await self._start({DIES_AT: str(self.dice.randint(1, _LATEST_DEATH))})
        self._mortal.add(place)

    async def mend(self) -> None:
        """Replace whoever is to die, or has."""
        dead = {place for place, process in enumerate(self._running) if process.returncode is not None}
        for place in self._mortal | dead:
            self.ends[_IN_BETWEEN] += place in dead
            await _end(self._running[place], signal.SIGTERM)
            self._running[place] = await self._start({})
        self._mortal.clear()

    async def stop(self) -> None:
        for process in self._running:
            await _end(process, signal.SIGKILL)

    async def _start(self, more: Mapping[str, str]) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            self.module,
            env={**os.environ, **self.variables, **more},
            cwd=PROJECT,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )


async def _end(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    if process.returncode is None:
        process.send_signal(number)
    await process.wait()
