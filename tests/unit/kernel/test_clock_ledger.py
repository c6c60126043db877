"""The clock ledger: pausing, repeated and late reports, storing."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.clock_ledger import ClockLedger, ClockState
from services.kernel.working_time import WorkingCalendar

Local = Callable[[str], datetime]

_LIMIT = 16 * 60
_START = datetime(2024, 5, 6, 1, tzinfo=UTC)
_GAPS = st.lists(st.timedeltas(timedelta(0), timedelta(days=4)), max_size=8)


def _paused_and_resumed(gaps: Iterable[timedelta]) -> ClockLedger:
    """Pauses and resumes by turns, one after each gap, and is running at the end."""
    ledger, now = ClockLedger().start(_START, _LIMIT), _START
    for gap in gaps:
        now += gap
        ledger = ledger.resume(now) if ledger.state is ClockState.PAUSED else ledger.pause(now, "supplement")
    return ledger.resume(now)


@pytest.fixture(scope="module")
def calendar(office: WorkingCalendar) -> WorkingCalendar:
    return office


@given(gaps=_GAPS)
def test_pausing_never_shortens(calendar: WorkingCalendar, gaps: list[timedelta]) -> None:
    """With any pauses the due instant is the same or later, and the whole limit is used by then."""
    due = _paused_and_resumed(gaps).due_at(calendar)
    undisturbed = ClockLedger().start(_START, _LIMIT).due_at(calendar)
    assert due is not None
    assert undisturbed is not None
    assert due >= undisturbed
    assert _paused_and_resumed(gaps).used(calendar, due) == timedelta(minutes=_LIMIT)


@given(gaps=_GAPS)
def test_stored_ledger_reads_back(gaps: list[timedelta]) -> None:
    """Through JSON and back it is the same ledger."""
    for ledger in (ClockLedger(), _paused_and_resumed(gaps), _paused_and_resumed(gaps).stop(_START)):
        assert ClockLedger.from_state(json.loads(json.dumps(ledger.to_state()))) == ledger


@given(moves=st.lists(st.tuples(st.sampled_from("prx"), st.timedeltas(timedelta(-3), timedelta(3))), max_size=12))
def test_spans_never_overlap(moves: list[tuple[str, timedelta]]) -> None:
    """Whatever order the reports come in, spans follow each other and only the last one is open."""
    ledger = ClockLedger().start(_START, _LIMIT)
    for move, offset in moves:
        at = _START + offset
        ledger = {"p": lambda led, at: led.pause(at, "tax"), "r": ClockLedger.resume, "x": ClockLedger.stop}[move](
            ledger, at
        )
    edges = [edge for span in ledger.spans for edge in (span.start, span.end) if edge is not None]
    assert edges == sorted(edges)
    assert all(span.end is not None for span in ledger.spans[:-1])


def test_repeated_reports_change_nothing(local: Local) -> None:
    """The first pause keeps its instant and cause, the first stop its instant."""
    paused = ClockLedger().start(_START, _LIMIT).pause(local("2024-05-06 10:00"), "supplement")
    assert paused.pause(local("2024-05-06 11:00"), "payment") == paused
    assert paused.pause_cause == "supplement"
    resumed = paused.resume(local("2024-05-07 10:00"))
    assert resumed.resume(local("2024-05-07 11:00")) == resumed
    assert resumed.start(local("2024-05-08 08:00"), 60) == resumed
    stopped = resumed.stop(local("2024-05-08 10:00"))
    assert stopped.stop(local("2024-05-09 10:00")) == stopped
    assert stopped.pause(local("2024-05-09 10:00"), "tax") == stopped


def test_report_from_before_the_last_change_counts_at_that_change(calendar: WorkingCalendar, local: Local) -> None:
    """A late report cannot take back working time that a later one has already fixed."""
    ledger = ClockLedger().start(local("2024-05-06 08:00"), _LIMIT).pause(local("2024-05-06 10:00"), "tax")
    resumed = ledger.resume(local("2024-05-06 09:00"))
    assert resumed.spans[-1].start == local("2024-05-06 10:00")
    assert resumed.due_at(calendar) == local("2024-05-08 08:00")


def test_due_instant_that_has_passed_stays(calendar: WorkingCalendar, local: Local) -> None:
    """Pausing an overdue clock hides the due instant while it lasts and never moves it."""
    overdue = ClockLedger().start(local("2024-05-06 08:00"), 8 * 60).pause(local("2024-05-08 10:00"), "supplement")
    assert overdue.due_at(calendar) is None
    assert overdue.resume(local("2024-05-10 10:00")).due_at(calendar) == local("2024-05-07 08:00")


def test_parts_of_a_minute_are_not_lost_at_every_pause(calendar: WorkingCalendar) -> None:
    """Ten runs of half a minute are five minutes."""
    ledger, now = ClockLedger().start(_START, _LIMIT), _START
    for _ in range(10):
        now += timedelta(seconds=30)
        ledger = ledger.pause(now, "tax")
        now += timedelta(seconds=30)
        ledger = ledger.resume(now)
    assert ledger.used_minutes(calendar, now) == 5


def test_time_after_the_question_does_not_count(calendar: WorkingCalendar, local: Local) -> None:
    """A ledger can be asked about a past instant."""
    ledger = ClockLedger().start(local("2024-05-06 08:00"), _LIMIT).stop(local("2024-05-07 08:00"))
    assert ledger.used_minutes(calendar, local("2024-05-06 09:00")) == 60
    assert ledger.used_minutes(calendar, local("2024-05-10 09:00")) == 8 * 60


def test_clock_without_limit_or_start_is_never_due(calendar: WorkingCalendar) -> None:
    """A leg outside the clock measures time without a deadline."""
    assert ClockLedger().due_at(calendar) is None
    assert ClockLedger().state is ClockState.NOT_STARTED
    assert ClockLedger().start(_START, None).due_at(calendar) is None
    assert ClockLedger().stop(_START).start(_START, 60).state is ClockState.STOPPED
