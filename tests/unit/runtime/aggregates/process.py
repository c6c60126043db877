"""One process of the model: its own aggregates and relay over shared tables and a shared log."""

import asyncio
import itertools
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from services.contracts.events.control import EventDiscarded
from services.contracts.topics import LIFECYCLE, PROGRESS
from services.kernel.times import Clock
from services.runtime.aggregates import AggregateStore, Change, CommitOutcome, NewEvent, Relay
from services.runtime.failures import TransientError
from tests.fakes.broker import FakePublisher, Log
from tests.fakes.store import FakeStore, Gate, Table

TOPICS = (LIFECYCLE, PROGRESS)


class Process:
    """Commands, relay passes and sweeps run as tasks; a crash cancels them all."""

    def __init__(self, tables: dict[str, Table], log: Log, clock: Clock, gate: Gate) -> None:
        self.clock = clock
        self.publisher = FakePublisher(log, gate)
        self.aggregates = AggregateStore(FakeStore(tables, gate), "dossiers", "intake", clock, window_ms=0)
        self.relay = Relay(self.aggregates, self.publisher, clock=clock)
        self.aggregates.on_committed = self.relay.feed
        self.tasks: list[asyncio.Task[None]] = []

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        self.tasks.append(asyncio.get_running_loop().create_task(_tolerating(work)))

    def kill(self) -> None:
        """Stop everything where it stands, the batches under way too."""
        lanes = [self.aggregates._writes._busy, self.aggregates._reads._busy]
        for task in filter(None, itertools.chain(self.tasks, *lanes)):
            task.cancel()

    def check(self) -> None:
        """Raise what a task died of."""
        for task in [task for task in self.tasks if task.done()]:
            self.tasks.remove(task)
            task.result()

    async def command(self, id_: str, letters: list[str], answered: Callable[[CommitOutcome, str], None]) -> None:
        """Read, decide, commit: one event a letter; a conflict is given up."""
        loaded = await self.aggregates.load(id_)
        events = [self._event(id_, letter, index) for index, letter in enumerate(letters)]
        outcome = await self.aggregates.commit(Change(id_, loaded, {"letters": letters}, events=events))
        for letter in letters:
            answered(outcome, letter)

    def _event(self, id_: str, letter: str, index: int) -> NewEvent:
        data = EventDiscarded(occurred_at=self.clock(), reason="model", letter=letter)
        return NewEvent(TOPICS[index % 2], data, key=id_, subject=id_)


async def _tolerating(work: Coroutine[Any, Any, None]) -> None:
    """A caller gives up when the store fails; any other error is one of ours."""
    with suppress(TransientError):
        await work
