"""The relay of one process: what the commits feed it at once, what the sweep finds later."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import islice
from typing import Final

import structlog

from services.kernel.times import Clock, utc_now
from services.runtime.aggregates.aggregate_store import AggregateStore
from services.runtime.aggregates.backoff import Backoff
from services.runtime.aggregates.outbox_pass import OutboxPass
from services.runtime.aggregates.progress import RelayProgress
from services.runtime.aggregates.sweep import Sweep
from services.runtime.failures import TransientError
from services.runtime.kafka.records import Publisher
from services.runtime.metrics import METRICS

_log = structlog.get_logger()
_LANES: Final = 4
_BATCH: Final = 500
_GATHERING: Final = 0.005
"""Seconds that a lane lets documents gather when it was idle: a pass costs the store three requests, however many."""
_MOST_WAITING: Final = 20_000
"""Ids kept in memory while the broker is away; the rest is left to the sweep."""


class Relay:
    """Publishes every committed event at least once, the events of a document in order, documents in parallel.

    The feed carries ids only; what is published is what the document holds when it is reread. An event that the broker
    refuses stalls its document alone, with backoff, until it is accepted.
    """

    def __init__(
        self,
        aggregates: AggregateStore,
        publisher: Publisher,
        *,
        clock: Clock = utc_now,
        sweep_seconds: float = 5.0,
        drain_seconds: float = 5.0,
    ) -> None:
        self.progress = RelayProgress(clock())
        self._clock = clock
        self._sweep_seconds = sweep_seconds
        self._drain_seconds = drain_seconds
        self._backoff = Backoff()
        documents, markers = aggregates.documents, aggregates.markers
        self._pass = OutboxPass(
            documents, markers, publisher, clock=clock, backoff=self._backoff, progress=self.progress
        )
        older_than = timedelta(seconds=sweep_seconds)
        self._sweep = Sweep(documents, markers, self._feed_swept, clock=clock, older_than=older_than)
        self._ready: dict[str, None] = {}
        self._under_way: set[str] = set()
        self._wake = asyncio.Event()
        self._stopping = asyncio.Event()
        self._stopped = asyncio.Event()
        self._stopped.set()
        self._tasks: list[asyncio.Task[None]] = []

    def feed(self, ids: Sequence[str]) -> None:
        """Take note that these documents have something to publish; returns at once."""
        if len(self._ready) < _MOST_WAITING:
            self._ready.update(dict.fromkeys(ids))
            self.progress.waiting = len(self._ready)
            self._wake.set()

    async def run(self) -> None:
        """Work until `stop`; an error that is no failure of store or broker ends it."""
        self._stopped.clear()
        try:
            async with asyncio.TaskGroup() as tasks:
                jobs = [self._sweep_regularly(), *(self._lane() for _ in range(_LANES))]
                self._tasks = [tasks.create_task(job) for job in jobs]
        finally:
            self._stopped.set()

    async def stop(self) -> bool:
        """Publish what is waiting, for at most `drain_seconds`; False when something is left to the next sweep."""
        self._stopping.set()
        self._wake.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._drain_seconds):
                await self._stopped.wait()
        drained = self._stopped.is_set() and not self._ready
        for task in self._tasks:
            task.cancel()
        return drained

    async def relay(self, ids: Sequence[str]) -> None:
        """Make one pass over these documents; TransientError when the store fails."""
        await self._pass.run(ids)

    async def sweep(self) -> None:
        """Feed every document with a marker older than the sweep; TransientError when the store fails."""
        self._backoff.prune(self._clock())
        while len(self._ready) < _MOST_WAITING and await self._sweep.page():
            pass

    async def relay_waiting(self) -> None:
        """Make passes until nothing that may be tried now is waiting."""
        while batch := self._take():
            await self._relay_taken(batch)

    def _feed_swept(self, ids: Sequence[str]) -> None:
        # What a lane works on right now keeps its marker when anything is left of it.
        found = [id_ for id_ in ids if id_ not in self._under_way]
        METRICS.relay_swept.inc(len(found))
        self.feed(found)

    async def _lane(self) -> None:
        while True:
            batch = self._take()
            if batch:
                await self._relay_taken(batch)
            elif self._stopping.is_set() and not self._ready:
                return
            else:
                self._wake.clear()
                await self._wake.wait()
                await asyncio.sleep(_GATHERING)

    def _take(self) -> list[str]:
        """Return documents that nobody works on; those that have to wait are dropped, the sweep brings them again."""
        now = self._clock()
        if len(self._backoff):
            self._ready = {id_: None for id_ in self._ready if self._backoff.due(id_, now)}
        taken = list(islice((id_ for id_ in self._ready if id_ not in self._under_way), _BATCH))
        for id_ in taken:
            del self._ready[id_]
        self.progress.waiting = len(self._ready)
        return taken

    async def _relay_taken(self, batch: list[str]) -> None:
        self._under_way.update(batch)
        try:
            await self._pass.run(batch)
        except TransientError as error:
            _log.warning("relay_pass_failed", documents=len(batch), reason=error.reason)
        finally:
            self._under_way.difference_update(batch)
            self._wake.set()
        self.progress.stalled = len(self._backoff)
        METRICS.relay_waiting.set(len(self._ready))

    async def _sweep_regularly(self) -> None:
        while not self._stopping.is_set():
            try:
                await self.sweep()
            except TransientError as error:
                _log.warning("sweep_failed", reason=error.reason)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), self._sweep_seconds)
