"""Looks for what is due again and again, and has each row of messages delivered beside the others."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Final, Generic, Protocol, TypeVar

import structlog

from services.runtime.failures import TransientError

__all__ = ["DeliveryRounds", "DeliveryWorker"]

R = TypeVar("R")
_PAUSE_SECONDS: Final = 1.0
_AT_ONCE: Final = 16
_log = structlog.get_logger()


class DeliveryRounds(Protocol[R]):
    """Rows of messages by id, each with its own order and its own failures. Raises TransientError."""

    async def due(self) -> Mapping[str, R]:
        """Those whose time has come and that nobody works on."""
        ...

    async def again(self, id_: str) -> R | None:
        """The same row as it is now, if it is still due."""
        ...

    async def deliver(self, row: R) -> int:
        """Deliver what is waiting in it; return how many messages were."""
        ...


class DeliveryWorker(Generic[R]):
    """One slow target holds up nobody but itself."""

    def __init__(self, rounds: DeliveryRounds[R], pause_seconds: float = _PAUSE_SECONDS) -> None:
        self._rounds = rounds
        self._pause = pause_seconds
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        while not self._stopping.is_set():
            try:
                await self.look()
            except TransientError as error:
                _log.warning("deliveries_not_read", reason=error.reason)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), self._pause)

    async def stop(self) -> None:
        """What is under way is cut off: unless it was acknowledged in time, another process sends it again."""
        self._stopping.set()
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def look(self) -> None:
        """Begin with what is due, as far as there is room. Raises TransientError."""
        for id_, row in (await self._rounds.due()).items():
            if len(self._under_way) < _AT_ONCE and id_ not in self._under_way:
                self._under_way[id_] = asyncio.create_task(self._run(id_, row))

    async def _run(self, id_: str, row: R) -> None:
        following: R | None = row
        try:
            while following is not None and await self._rounds.deliver(following):
                following = await self._rounds.again(id_)
        except TransientError as error:
            _log.warning("delivery_put_off", row=id_, reason=error.reason)
        finally:
            self._under_way.pop(id_, None)
