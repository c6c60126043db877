"""Alarms of routes over a store in memory: set before the commit, rung by any process, one effect."""

import asyncio
from datetime import timedelta

from services.kernel.catalogue import UnknownAgency
from services.routing.application.clocks.alarm import alarm_by
from services.routing.application.clocks.wake_legs import WakeLegs
from services.routing.domain.state import from_state
from services.runtime.aggregates import AggregateStore
from services.runtime.timers import Ringing, StoredAlarms
from tests.fakes.store import EVERYTHING, FakeStore, Step
from tests.unit.routing.bench import Bench
from tests.unit.routing.graphs import at
from tests.unit.routing.signed import CODE, LegCompleted, lifecycle, report, snapshot

DUE = 77.5  # hours after the morning: Thursday 13:30
LATE = ["leg.due_warned", "leg.overdue", "leg.escalated"]


async def _opened() -> Bench:
    bench = Bench()
    await bench.live(lifecycle(1, snapshot()))
    return bench


async def _late(bench: Bench) -> list[str]:
    return [kind for kind in await bench.outbox() if kind in LATE]


def _rows(bench: Bench) -> list[str]:
    return sorted(bench.store.tables["timers"].rows)


async def test_opening_a_route_sets_the_alarm_for_its_warning() -> None:
    """24 hours before Thursday 13:30."""
    bench = await _opened()
    assert _rows(bench) == [f"2024-05-08T06:30:00Z|{CODE}"]
    assert (await bench.route()).wake_at == at(DUE - 24)


async def test_each_ring_tells_one_thing_and_sets_the_next_alarm() -> None:
    """Up to the top of the ladder; then the rows that are done with go."""
    bench = await _opened()
    for hours in (DUE - 24, DUE, DUE + 18.5, DUE + 24, DUE + 96):
        bench.now = at(hours)
        assert await bench.ring() == 1
        assert await bench.ring() == 0
    assert await _late(bench) == ["leg.due_warned", "leg.overdue", *["leg.escalated"] * 3]
    escalated = await bench.told("leg.escalated")
    assert [(each.to, each.to_agency) for each in escalated][1:] == [
        ("parent_agency", "H90"),
        ("monitoring_desk", None),
    ]
    assert escalated[0].caused_by is None
    bench.now += timedelta(minutes=11)
    await bench.ring()
    assert _rows(bench) == []


async def test_three_processes_ring_one_alarm_once() -> None:
    """One commit wins; what the others worked out is dropped."""
    bench = await _opened()
    bench.now = at(DUE + 1)
    others = [_process(bench) for _ in range(2)]
    changed = await asyncio.gather(bench.ring(), *(other() for other in others))
    assert sum(changed) == 1
    assert await _late(bench) == ["leg.overdue"]


async def test_a_process_that_lost_the_race_leaves_the_alarm() -> None:
    """Its view of the route is old: only who sees that nothing is left may clear."""
    bench = await _opened()
    bench.now = at(DUE + 1)
    lost = _process(bench, conflicts=True)
    assert await lost() == 0
    assert f"2024-05-08T06:30:00Z|{CODE}" in _rows(bench)
    assert await bench.ring() == 1


async def test_a_process_killed_at_any_step_forgets_no_leg_and_tells_nothing_twice() -> None:
    """Cut off before each request of its sweep in turn, it leaves everything to the next process."""
    steps, survived = 0, False
    while not survived:
        bench = await _opened()
        bench.now = at(DUE + 1)
        survived = await _survives(_process(bench, lives_for=steps))
        await bench.ring()
        assert await _late(bench) == ["leg.overdue"], steps
        assert f"2024-05-10T01:00:00Z|{CODE}" in _rows(bench), steps
        steps += 1
    assert steps > 4  # rows, routes, next alarm, commit, clearing


async def test_a_leg_that_is_done_in_time_is_never_told_late() -> None:
    """The alarm rings and finds nothing to say."""
    bench = await _opened()
    await bench.hear(report(LegCompleted, "appraise"))
    bench.now = at(DUE + 1)
    assert await bench.ring() == 0
    assert await _late(bench) == []


async def test_a_route_that_cannot_be_judged_goes_on_and_is_mended_later() -> None:
    """A catalogue without the agency sets no alarm; the next one's sweep over open routes does."""
    bench = Bench()
    bench.terms.failure = UnknownAgency("H90.20.01")
    await bench.live(lifecycle(1, snapshot()))
    assert "leg.dispatched" in await bench.outbox()
    assert bench.store.tables.get("timers") is None or _rows(bench) == []
    bench.terms.failure = None
    await bench.repair.sweep()
    bench.now = at(DUE + 1)
    await bench.ring()
    assert await _late(bench) == ["leg.overdue"]


async def test_one_unjudged_route_keeps_no_other_one_asleep() -> None:
    """Its own alarm stands until it can be judged."""
    bench = await _opened()
    bench.now = at(DUE + 1)
    bench.terms.failure = UnknownAgency("H90.20.01")
    assert await bench.ring() == 0
    bench.terms.failure = None
    assert await bench.ring() == 1


async def test_a_route_of_the_version_before_gets_its_alarm_by_the_sweep() -> None:
    """Nothing happens to it; nobody may forget it."""
    bench = await _opened()
    del bench.store.tables["timers"].rows[f"2024-05-08T06:30:00Z|{CODE}"]
    document = bench.store.tables["routes"].rows[CODE]
    del document["state"]["wake_at"]
    assert from_state(document["state"]).wake_at is None
    await bench.repair.sweep()
    assert _rows(bench) == [f"2024-05-08T06:30:00Z|{CODE}"]


class KilledError(Exception):
    """The process ends here."""


async def _survives(ring: Ringing) -> bool:
    try:
        await ring()
    except KilledError:
        return False
    return True


def _process(bench: Bench, *, conflicts: bool = False, lives_for: int = 1000) -> Ringing:
    """Another process over the same store; one that `conflicts` finds each route moved on by somebody else."""
    left = iter(range(lives_for))

    async def gate(step: Step) -> object:
        await asyncio.sleep(0)
        if next(left, None) is None:
            raise KilledError(step.name)
        if conflicts and step.name == "routes.write_bulk":
            bench.store.tables["routes"].rows[CODE]["version"] += 1
        return step.apply(EVERYTHING)

    store = FakeStore(bench.store.tables, gate)
    alarms = StoredAlarms(store.collection("timers"), bench.clock)
    routes = AggregateStore(store, "routes", "routing", bench.clock, window_ms=0)
    routes.announce_with(alarms.set_many)
    return Ringing(alarms, WakeLegs(routes, bench.terms, alarm_by(bench.terms)), bench.clock)
