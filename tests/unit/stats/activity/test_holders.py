"""Who has a dossier, for the late list."""

from collections.abc import Sequence

from services.contracts.events import progress
from services.contracts.events.payload import Payload
from services.stats.application.holders import Holder, read_holders
from services.stats.domain.facts import Fact
from tests.unit.stats.activity.leg_events import CODE, leg, route, state_of
from tests.unit.stats.fence_model import MemoryLedger, MemoryStore
from tests.unit.stats.stories import at

DISPATCHED = leg(progress.LegDispatched, 0, due_at=at(2))


async def holder_of(*events: Payload) -> Holder | None:
    store = MemoryStore(facts={CODE: Fact(len(events), state_of(*events))})
    codes: Sequence[str] = [CODE, "H90.20.01-261102-0002"]
    return (await read_holders(MemoryLedger(store), codes)).get(CODE)


def assigned(officer: str) -> progress.LegAssigned:
    return leg(progress.LegAssigned, 0, task="handle", officer=officer, reason="field")


async def test_the_officer_named_last_has_it() -> None:
    """With the leg, its agency and when it is due there."""
    found = await holder_of(DISPATCHED, assigned("an"), assigned("binh"))
    assert found == Holder("appraise", "H90.20", "binh", at(2))


async def test_nobody_was_named_yet() -> None:
    """Its agency has it."""
    assert await holder_of(DISPATCHED) == Holder("appraise", "H90.20", None, at(2))


async def test_a_clock_that_stands_still_has_no_due_time() -> None:
    """It has a new one once it runs again; the officer stays."""
    paused = leg(progress.LegPaused, 1, cause="payment")
    found = await holder_of(DISPATCHED, assigned("an"), paused)
    assert found == Holder("appraise", "H90.20", "an", None)
    resumed = leg(progress.LegResumed, 2, cause="payment", due_at=at(4))
    assert await holder_of(DISPATCHED, paused, resumed) == Holder("appraise", "H90.20", None, at(4))


async def test_of_legs_in_parallel_the_one_that_is_due_first_counts() -> None:
    """One without a limit never comes first."""
    other = leg(progress.LegDispatched, 0, leg="tax", agency="H90.21", due_at=at(1))
    without = leg(progress.LegDispatched, 0, leg="archive", agency="H90.22")
    assert await holder_of(without, DISPATCHED, other) == Holder("tax", "H90.21", None, at(1))


async def test_who_is_done_has_it_no_more() -> None:
    """A leg that was finished, sent back, closed without, or whose route has ended is with nobody."""
    finished = leg(progress.LegFinished, 1, used_minutes=10)
    back = leg(progress.LegReturned, 1, reason="slip_incomplete", to_leg="receive")
    closed = leg(progress.LegClosed, 1, reason="not_needed")
    cancelled = route(progress.RouteCancelled, 1, recalled=("appraise",))
    for end in (finished, back, closed, cancelled):
        assert await holder_of(DISPATCHED, end) is None
