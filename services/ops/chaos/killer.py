"""Kills services and the broker, and starts them again."""

import asyncio
import random
from collections.abc import Callable
from typing import Final

from services.ops.chaos.tally import Tally
from services.ops.processes import Processes
from services.ops.stack import Stack
from services.ops.target import SERVICES

__all__ = ["BROKER", "Killer"]

BROKER: Final = "broker"
_LONGEST_DOWN_SECONDS: Final = 0.5
_LOOK_SECONDS: Final = 0.1
_READY_SECONDS: Final = 60.0


class Killer:
    """One thing at a time: whoever starts a process waits until the one before is ready."""

    def __init__(self, stack: Stack, dice: random.Random, tally: Tally, say: Callable[[str], None]) -> None:
        self._stack = stack
        self._dice = dice
        self._tally = tally
        self._say = say
        self._lock = asyncio.Lock()

    @property
    def processes(self) -> Processes:
        if self._stack.processes is None:
            raise RuntimeError("the stack was not started")
        return self._stack.processes

    async def kill(self, name: str) -> None:
        """SIGKILL a service or the broker, and start it again a moment later."""
        async with self._lock:
            await (self._kill_broker() if name == BROKER else self._kill_service(name))
            self._tally.kills[name] += 1
            self._say(f"killed {name}; it serves again")

    async def restart(self, name: str, between: Callable[[], object] | None = None) -> None:
        """Stop a service gracefully, do something, start it again."""
        async with self._lock:
            await asyncio.to_thread(self._rest, name, between)

    async def nurse(self) -> None:
        """Start again whatever died by itself (kill points do that), until cancelled."""
        while True:
            async with self._lock:
                for name in SERVICES:
                    if not self.processes.alive(name):
                        self._tally.kills[name] += 1
                        self._say(f"{name} died with code {self.processes.exit_code(name)}; starting it again")
                        await asyncio.to_thread(self.processes.start, name, timeout_seconds=_READY_SECONDS)
            await asyncio.sleep(_LOOK_SECONDS)

    async def _kill_service(self, name: str) -> None:
        await asyncio.to_thread(self.processes.kill, name)
        await asyncio.sleep(self._dice.uniform(0, _LONGEST_DOWN_SECONDS))
        await asyncio.to_thread(self.processes.start, name, timeout_seconds=_READY_SECONDS)

    async def _kill_broker(self) -> None:
        await asyncio.to_thread(self._stack.platform.kill_kafka)
        await asyncio.sleep(self._dice.uniform(0, _LONGEST_DOWN_SECONDS))
        await asyncio.to_thread(self._stack.platform.start_kafka)

    def _rest(self, name: str, between: Callable[[], object] | None) -> None:
        self.processes.end(name)
        if between is not None:
            between()
        self.processes.start(name, timeout_seconds=_READY_SECONDS)
