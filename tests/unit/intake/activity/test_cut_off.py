"""A process that dies anywhere leaves no gap, no second ticket and nobody who is never called."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.fakes.store import EVERYTHING, FakeStore, Step
from tests.unit.intake.activity.counters import Counters, empty_store
from tests.unit.intake.desk import AGENCY


@dataclass
class Scissors:
    """Lets `effects` requests have their effect; with the next one the process hangs, as a dead one does."""

    effects: int
    dead: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, step: Step) -> Any:
        await asyncio.sleep(0)
        if not self.effects:
            self.dead.set()
            await asyncio.get_running_loop().create_future()
        self.effects -= 1
        return step.apply(EVERYTHING)


async def cut_off(work: Any, scissors: Scissors) -> bool:
    """Run until done or dead; whether it was cut off."""
    task, death = asyncio.ensure_future(work), asyncio.ensure_future(scissors.dead.wait())
    await asyncio.wait({task, death}, return_when=asyncio.FIRST_COMPLETED)
    for each in (task, death):
        each.cancel()
    return scissors.dead.is_set()


@pytest.mark.parametrize("effects", range(8))
async def test_a_ticket_cut_off_while_it_is_drawn(effects: int) -> None:
    """The retry in another process gets number one, the next person number two, and both are called in that order."""
    store, scissors = empty_store(), Scissors(effects)
    await cut_off(Counters(FakeStore(store.tables, scissors)).draw(key="mine"), scissors)
    other = Counters(FakeStore(store.tables))
    mine, next_one = await other.draw(key="mine"), await other.draw()
    assert (mine[-4:], next_one[-4:]) == ("0001", "0002")
    assert [await other.call() for _ in range(3)] == [mine, next_one, None]
    assert other.told(mine) == ["ticket.issued", "ticket.called"]


@pytest.mark.parametrize("effects", range(8))
async def test_a_stranger_after_a_cut_off_ticket(effects: int) -> None:
    """Without a retry, the number goes to the next person unless the ticket exists; there is no gap either way."""
    store, scissors = empty_store(), Scissors(effects)
    await cut_off(Counters(FakeStore(store.tables, scissors)).draw(key="lost"), scissors)
    other = Counters(FakeStore(store.tables))
    drawn = [await other.draw() for _ in range(2)]
    numbers = sorted(int(id_[-4:]) for id_ in store.tables["activity"].rows)
    assert numbers == list(range(1, len(numbers) + 1))
    called = [await other.call() for _ in range(len(numbers))]
    assert set(drawn) <= set(called)
    assert len(set(called)) == len(numbers)


@pytest.mark.parametrize("effects", range(10))
async def test_a_ticket_cut_off_while_it_is_called(effects: int) -> None:
    """Called or still the first to be called, and never both: whoever asks next gets it or the one behind it."""
    store = empty_store()
    before = Counters(FakeStore(store.tables))
    first, second = await before.draw(), await before.draw()
    scissors = Scissors(effects)
    await cut_off(Counters(FakeStore(store.tables, scissors)).call(), scissors)
    other = Counters(FakeStore(store.tables))
    state = (await other.desk.step_ticket.read(other.request(), first))["state"]
    called = [await other.call() for _ in range(3)]
    assert called == ([second, None, None] if state == "called" else [first, second, None])
    assert {row["label"] for row in (await other.desk.read_screen(AGENCY))["current"]} == {"land-001", "land-002"}


@pytest.mark.parametrize("effects", range(10))
async def test_a_ticket_cut_off_while_it_is_finished(effects: int) -> None:
    """Finished again or not at all: it never comes back to the queue once it ended, and it ends once."""
    store = empty_store()
    before = Counters(FakeStore(store.tables))
    ticket = await before.draw()
    await before.call()
    scissors = Scissors(effects)
    await cut_off(Counters(FakeStore(store.tables, scissors)).step(ticket, "finish"), scissors)
    other = Counters(FakeStore(store.tables))
    await other.step(ticket, "finish")
    assert await other.call() is None
    assert other.told(ticket).count("ticket.served") == 1
    assert (await other.desk.read_screen(AGENCY))["current"] == []
    board = store.tables["activity_boards"].rows["tickets|H90.01|261123"]
    assert board["ids"] == []


async def test_the_scissors_cut() -> None:
    """The tests above cannot pass because nothing was ever cut off."""
    store, scissors = empty_store(), Scissors(2)
    assert await cut_off(Counters(FakeStore(store.tables, scissors)).draw(key="mine"), scissors)
