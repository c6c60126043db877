"""Many concurrent calls, few requests: the machinery behind group commit and coalesced reads."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")


class Coalescer(Generic[Item, Answer]):
    """Collects items into batches; `flush` gets a batch and returns an answer, or an exception, for each item in order.

    An item that finds nobody busy goes out in the same turn of the loop, together with whatever else that turn brings;
    the others wait for a lane and `window` seconds more. A batch has one item per key; the next item of that key goes
    into a later batch. An item never joins a batch already sent, so a read sees every write acknowledged before it.
    """

    def __init__(
        self,
        flush: Callable[[list[Item]], Awaitable[Sequence[Answer | Exception]]],
        key: Callable[[Item], Hashable] | None,
        *,
        window: float,
        max_batch: int,
        lanes: int,
    ) -> None:
        self._flush = flush
        self._key = key
        self._window = window
        self._max_batch = max_batch
        self._lanes = lanes
        self._queue: deque[tuple[Item, asyncio.Future[Answer]]] = deque()
        self._busy: set[asyncio.Task[None] | None] = set()

    async def submit(self, item: Item) -> Answer:
        """Return the answer for `item`; a caller that gives up leaves the batch as it is."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()
        self._queue.append((item, future))
        if len(self._busy) < self._lanes:
            self._busy.add(loop.create_task(self._lane(idle=not self._busy)))
        return await future

    async def _lane(self, *, idle: bool) -> None:
        try:
            while self._queue:
                if not idle and len(self._queue) < self._max_batch:
                    await asyncio.sleep(self._window)
                idle = False
                batch = self._take()
                if batch:
                    await self._answer(batch)
        finally:
            # Here and not in a done callback: that runs after the callers woke, and one that submits again right away
            # would take this lane for busy and wait for ever.
            self._busy.discard(asyncio.current_task())

    async def _answer(self, batch: list[tuple[Item, asyncio.Future[Answer]]]) -> None:
        answers: Sequence[Answer | Exception]
        try:
            answers = await self._flush([item for item, _ in batch])
        except Exception as error:  # noqa: BLE001 every caller gets it; a lane that died would leave them waiting for ever
            answers = [error] * len(batch)
        except BaseException:
            for _, future in batch:
                future.cancel()
            raise
        for (_, future), answer in zip(batch, answers, strict=True):
            if future.done():
                continue
            if isinstance(answer, Exception):
                future.set_exception(answer)
            else:
                future.set_result(answer)

    def _take(self) -> list[tuple[Item, asyncio.Future[Answer]]]:
        batch: list[tuple[Item, asyncio.Future[Answer]]] = []
        later: list[tuple[Item, asyncio.Future[Answer]]] = []
        keys: set[Hashable] = set()
        while self._queue and len(batch) < self._max_batch:
            entry = self._queue.popleft()
            key = self._key(entry[0]) if self._key else len(keys)
            (later if key in keys else batch).append(entry)
            keys.add(key)
        self._queue.extendleft(reversed(later))
        return batch
