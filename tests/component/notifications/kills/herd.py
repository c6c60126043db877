"""Workers side by side; each dies at an answer of its own, and another takes its place."""

import asyncio
import os
import random
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from contextlib import suppress

from tests.component.notifications.kills.worker import FORGETFUL
from tests.component.notifications.rig import ROOT

__all__ = ["Herd"]

_MODULE = "tests.component.notifications.kills.worker"
_LATEST = 24
"""A worker dies with one of its first answers."""


class Herd:
    """`planned` deaths; who comes after the last of them lives on."""

    def __init__(self, variables: Mapping[str, str], dice: random.Random, planned: int, *, forgetful: bool) -> None:
        self._variables = {**variables, **({FORGETFUL: "1"} if forgetful else {})}
        self._dice = dice
        self._doomed = 0
        self._keepers: list[asyncio.Task[None]] = []
        self._nurseries: list[Process] = []
        self._living: set[int] = set()
        self.planned = planned
        self.kills = 0

    @property
    def left(self) -> int:
        """Deaths that are still to come; raises what a keeper died of."""
        for keeper in self._keepers:
            if keeper.done():
                keeper.result()
        return self.planned - self.kills

    async def grow(self, workers: int) -> None:
        self._keepers = [asyncio.create_task(self._keep()) for _ in range(workers)]

    async def stop(self) -> None:
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        for pid in self._living:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for nursery in self._nurseries:
            nursery.kill()
            await nursery.wait()

    async def _keep(self) -> None:
        nursery = await self._open()
        assert nursery.stdin is not None
        assert nursery.stdout is not None
        while True:
            nursery.stdin.write(f"{self._moment()}\n".encode())
            pid = int(await nursery.stdout.readline())
            self._living.add(pid)
            code = int(await nursery.stdout.readline())
            self._living.discard(pid)
            assert code == -signal.SIGKILL, f"a worker ended with {code}"
            self.kills += 1

    def _moment(self) -> int:
        dies = self._doomed < self.planned
        self._doomed += dies
        return self._dice.randint(1, _LATEST) if dies else 0

    async def _open(self) -> Process:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **self._variables}
        nursery = await asyncio.create_subprocess_exec(
            sys.executable, "-m", _MODULE, env=environment, stdin=PIPE, stdout=PIPE
        )
        self._nurseries.append(nursery)
        return nursery
