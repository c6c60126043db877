"""Routing processes side by side that are killed and started again."""

import asyncio
import os
import random
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Herd"]


@dataclass
class Herd:
    """`python -m services.routing`, as often as wanted, with the same environment."""

    variables: Mapping[str, str]
    dice: random.Random
    kills: int = 0
    _running: list[asyncio.subprocess.Process] = field(default_factory=list)

    async def grow(self, processes: int) -> None:
        for _ in range(processes):
            self._running.append(await self._start())

    async def kill(self) -> None:
        """SIGKILL one of them, and start another in its place at once."""
        place = self.dice.randrange(len(self._running))
        await self._end(self._running[place], signal.SIGKILL)
        self.kills += 1
        self._running[place] = await self._start()

    def died(self) -> int:
        """How many ended by themselves."""
        return sum(process.returncode is not None for process in self._running)

    async def stop(self) -> None:
        for process in self._running:
            await self._end(process, signal.SIGKILL)

    async def _start(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "services.routing",
            env=os.environ | self.variables,
            stdout=asyncio.subprocess.DEVNULL,
        )

    async def _end(self, process: asyncio.subprocess.Process, number: signal.Signals) -> None:
        if process.returncode is None:
            process.send_signal(number)
        await process.wait()
