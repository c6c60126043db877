"""A process that works on a line dies at any step: the next one goes on, nothing is lost, order is kept."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

from services.routing.adapters.foreign.queue import StoredQueue
from services.routing.domain.foreign.handover import HandOver
from services.runtime.store import DeleteDoc
from tests.fakes.store import FakeStore, Step, at_once
from tests.unit.routing.foreign.border import Border, Target, dispatched
from tests.unit.routing.signed import NOW

CODES = tuple(f"H90.01-240506-{number:04d}" for number in range(3))
STEPS = 14
"""More requests than a round makes to the store."""


class Mortal:
    """A store that stops answering at request number `last`, before or after its effect."""

    def __init__(self, last: int, *, applied: bool) -> None:
        self.last, self.applied, self.requests = last, applied, 0
        self.died = asyncio.Event()

    async def gate(self, step: Step) -> Any:
        self.requests += 1
        if self.requests < self.last:
            return await at_once(step)
        if self.applied:
            await at_once(step)
        self.died.set()
        return await asyncio.Event().wait()


async def filled() -> Border:
    border = Border()
    await border.connect()
    for seq in (1, 2):
        for code in CODES:
            await border.tell(seq, dispatched(code=code), code)
    return border


async def dies(border: Border, mortal: Mortal, target: Target) -> bool:
    """Whether the process died; otherwise it had nothing left to do."""
    process = Border(store=FakeStore(border.store.tables, mortal.gate), target=target)
    work = asyncio.create_task(process.drain())
    death = asyncio.create_task(mortal.died.wait())
    await asyncio.wait({work, death}, return_when=asyncio.FIRST_COMPLETED)
    for task in (work, death):
        task.cancel()
    await asyncio.gather(work, death, return_exceptions=True)
    return mortal.died.is_set()


@pytest.mark.parametrize("applied", [False, True])
@pytest.mark.parametrize("last", range(1, STEPS))
async def test_a_death_at_any_step_loses_nothing(last: int, *, applied: bool) -> None:
    """First occurrences in order; a repetition only of what was sent and not yet remembered, under the same id."""
    border, target = await filled(), Target()
    assert await dies(border, Mortal(last, applied=applied), target)
    survivor = Border(store=border.store, target=target)
    survivor.now = NOW.replace(minute=1)
    await survivor.drain()
    for code in CODES:
        mine = [message for message in dict.fromkeys(target.heard) if code in message]
        assert mine == [f"tax-h90:e-{code}-{seq}" for seq in (1, 2)]
    assert max(Counter(target.heard).values()) <= 2
    assert survivor.waiting_ids() == []


async def test_an_event_published_again_by_a_slow_process_is_not_sent_again() -> None:
    """It puts the row back after the delivery; what was delivered is remembered."""
    border = await filled()
    await border.drain()
    heard = len(border.target.heard)
    slow = Border(store=border.store, target=border.target)
    await slow.tell(1, dispatched(code=CODES[0]), CODES[0])
    assert len(slow.waiting_ids()) == 1
    await slow.drain()
    assert (len(border.target.heard), slow.waiting_ids()) == (heard, [])


class Forgetful(StoredQueue):
    """A fault: it does not remember what was delivered."""

    async def delivered(self, handovers: Sequence[HandOver]) -> None:
        await self._rows.write_bulk([DeleteDoc({"_id": each.id}) for each in handovers])


async def test_a_queue_that_forgets_is_found_out() -> None:
    """Negative control of the test before: the message goes out twice."""
    border = await filled()
    border.queue = Forgetful(border.store.collection("q"), border.store.collection("s"))
    border.deliver._queue = border.queue
    await border.drain()
    await border.tell(1, dispatched(code=CODES[0]), CODES[0])
    await border.drain()
    assert max(Counter(border.target.heard).values()) == 2
