"""Alarms in the store: set before the dossier, rung by any process, gone when nobody waits for them."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import Any

from services.intake.application.terms import Terms
from services.intake.application.timers.sweep import RingAlarms
from services.intake.domain.course_rules import CourseRules
from services.intake.domain.dossier import Filing
from services.kernel.catalogue import UnknownAgency
from services.kernel.clock_ledger import ClockState
from tests.fakes.store import EVERYTHING, FakeStore, Gate, Step
from tests.unit.intake.desk import at, terms
from tests.unit.intake.office import Office, request, submission

CODE = "H90.01-261123-0001"


class CrashError(Exception):
    """The process ends here."""


def _ring(office: Office) -> RingAlarms:
    return RingAlarms(office.alarms, office.dossiers, terms(), office.clock)


def _told(office: Office) -> list[str]:
    words = [entry["type"].removeprefix("vn.lienthong.dossier.").removesuffix(".v1") for entry in office.outbox(CODE)]
    return [word for word in words if word in {"due_warned", "apology_missed"}]


async def _filed(**changes: Any) -> Office:
    """Received on Monday 23 November at 08:00, due on Friday 11 December at 08:00."""
    office = Office()
    filed = await office.file(request(**changes))
    assert filed.dossier.ledger.state is ClockState.RUNNING
    return office


async def test_nothing_rings_before_its_time() -> None:
    """The alarm stands for the warning, 24 hours before the due time."""
    office = await _filed()
    assert list(office.rows("timers")) == [f"2026-12-10T01:00:00Z|{CODE}"]
    office.now = at("2026-12-10 07:59")
    assert await _ring(office)() == 0
    office.now = at("2026-12-10 08:00")
    assert await _ring(office)() == 1
    assert _told(office) == ["due_warned"]


async def test_one_alarm_after_the_other() -> None:
    """Each ring sets the next one, and the rows that are done with go."""
    office = await _filed()
    office.now = at("2026-12-10 08:00")
    await _ring(office)()
    assert list(office.rows("timers")) == [f"2026-12-11T17:00:00Z|{CODE}"]
    office.now = at("2026-12-12 00:00")
    await _ring(office)()
    assert _told(office) == ["due_warned", "apology_missed"]
    office.now += timedelta(minutes=11)
    await _ring(office)()
    assert office.rows("timers") == {}


async def test_two_processes_ring_the_same_alarm_once() -> None:
    """One commit wins; the other process finds nothing left to do."""
    office = await _filed()
    other = Office(FakeStore(office.store.tables))
    office.now = other.now = at("2026-12-10 08:00")
    changed = await asyncio.gather(_ring(office)(), _ring(other)())
    assert sorted(changed) == [0, 1]
    assert _told(office) == ["due_warned"]


def _mortal(steps: int) -> Gate:
    """Applies so many requests, then ends the process."""
    left = iter(range(steps))

    async def gate(step: Step) -> Any:
        if next(left, None) is None:
            raise CrashError(step.name)
        return step.apply(EVERYTHING)

    return gate


async def _survives(office: Office, steps: int) -> bool:
    """Whether a second process gets through its sweep when it may make so many requests."""
    victim = Office(FakeStore(office.store.tables, _mortal(steps)), office.now)
    try:
        await _ring(victim)()
    except CrashError:
        return False
    return True


async def test_a_process_killed_at_any_step_loses_no_alarm_and_tells_nothing_twice() -> None:
    """Cut off before each request of the sweep in turn, it leaves everything to the next process."""
    steps, survived = 0, False
    while not survived:
        office = await _filed()
        office.now = at("2026-12-10 08:00")
        survived = await _survives(office, steps)
        await _ring(office)()
        assert _told(office) == ["due_warned"], steps
        assert f"2026-12-11T17:00:00Z|{CODE}" in office.rows("timers"), steps
        steps += 1
    assert steps > 4  # rows, dossiers, next alarm, commit, clearing


async def test_the_alarm_is_set_before_the_dossier_is_written() -> None:
    """A crash in between leaves an alarm too many; it goes once no commit can be on its way any more."""
    names: list[str] = []

    async def gate(step: Step) -> Any:
        names.append(step.name)
        if step.name == "dossiers.write_bulk":
            raise CrashError
        return step.apply(EVERYTHING)

    victim = Office(FakeStore(gate=gate))
    with suppress(CrashError):
        await victim.file(request())
    assert names.index("timers.write_bulk") < names.index("dossiers.write_bulk")
    office = Office(FakeStore(victim.store.tables))
    office.now = at("2026-12-10 08:00")
    assert await _ring(office)() == 0
    assert office.rows("timers") == {}


async def test_a_fresh_alarm_waits_for_its_commit() -> None:
    """A row of a dossier that is not there yet may belong to a commit that is under way."""
    office = Office()
    await office.alarms.set_many([(office.now, CODE)])
    await _ring(office)()
    assert len(office.rows("timers")) == 1
    office.now += timedelta(minutes=10)
    await _ring(office)()
    assert office.rows("timers") == {}


async def test_an_alarm_that_is_set_again_is_not_cleared_by_who_read_it_before() -> None:
    """The row then speaks for a newer commit."""
    office = Office()
    await office.alarms.set_many([(office.now, CODE)])
    office.now += timedelta(hours=1)
    seen = await office.alarms.ringing(office.now, "", 10)
    await office.alarms.set_many([(seen[0].set_at, CODE)])
    await office.alarms.clear(seen)
    assert len(office.rows("timers")) == 1


async def test_paper_records_of_the_past_set_no_alarm() -> None:
    """Migrating a year of dossiers must not warn anybody."""
    moment = at("2024-05-06 08:00")
    office = await _filed(submission=submission(), occurred_at=moment, may_backfill=True)
    assert office.rows("timers") == {}


class _Unjudged(Terms):
    """A catalogue that no longer knows the agency of the first dossier."""

    def course(self, filing: Filing) -> CourseRules:
        if filing.code == CODE:
            raise UnknownAgency(filing.agency)
        return super().course(filing)


async def test_a_dossier_that_cannot_be_judged_keeps_no_other_one_asleep() -> None:
    """It stays where it is, its alarm too; the next one is warned."""
    office = await _filed()
    await office.file(request(key="key-2"))
    office.now = at("2026-12-10 08:00")
    ring = RingAlarms(office.alarms, office.dossiers, _Unjudged(terms().catalogue), office.clock)
    assert await ring() == 1
    assert _told(office) == []
    assert f"2026-12-10T01:00:00Z|{CODE}" in office.rows("timers")
