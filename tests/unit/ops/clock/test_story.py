"""A ledger told span by span: nothing left out, nothing told twice, and the limit reached where the ledger says."""

from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.agency_code import AgencyCode
from services.kernel.clock_ledger import ClockLedger
from services.kernel.working_time import WorkingCalendar
from services.ops.clock.story import Closed, Due, Ended, Paused, Shut, Worked, chapters_of
from tests.unit.intake.desk import at, terms

START = at("2024-04-25 08:00")
MOMENTS = st.lists(st.integers(0, 21 * 24 * 60), max_size=8).map(sorted)


@cache
def office() -> WorkingCalendar:
    return terms().catalogue.calendar_for(AgencyCode("H90.01"))


@given(MOMENTS, st.integers(1, 60 * 60), st.booleans())
def test_the_days_told_are_the_ledgers_time(moments: list[int], limit: int, stops: bool) -> None:  # noqa: FBT001 drawn
    """Their sum is the time used, each total goes on from the one before, and no two of them overlap."""
    ledger, as_of = _ledger(moments, limit, stops=stops)
    chapters = chapters_of(ledger, office(), as_of)
    worked = [each for each in chapters if isinstance(each, Worked)]
    windows = [window for each in worked for window in each.windows]
    assert all(first[1] <= second[0] for first, second in pairwise(windows))
    assert [each.total for each in worked] == _sums([each.worked for each in worked])
    counted = timedelta(0) if not worked else worked[-1].total
    until = max(as_of, *(each.at for each in chapters if isinstance(each, Due)), as_of)
    assert counted == ledger.used(office(), until)


@given(MOMENTS, st.integers(1, 60 * 60), st.booleans())
def test_the_due_time_comes_where_the_limit_is_reached(moments: list[int], limit: int, stops: bool) -> None:  # noqa: FBT001 drawn
    """At most once, at the ledger's own due time; what follows is beyond the limit, what precedes is not."""
    ledger, as_of = _ledger(moments, limit, stops=stops)
    chapters = chapters_of(ledger, office(), as_of)
    dues = [number for number, each in enumerate(chapters) if isinstance(each, Due)]
    assert len(dues) <= 1
    for number in dues:
        due = chapters[number]
        assert isinstance(due, Due)
        before = [each for each in chapters[:number] if isinstance(each, Worked)]
        assert before[-1].total == timedelta(minutes=limit)
        assert not any(each.beyond for each in before)
        assert all(each.beyond for each in chapters[number:] if isinstance(each, Worked))


def test_days_off_are_told_with_their_reason() -> None:
    """A weekend, a swapped Monday with a holiday, a holiday, and the Saturday that makes up for it."""
    ledger = ClockLedger().start(at("2024-04-26 16:00"), 24 * 60)
    chapters = chapters_of(ledger, office(), at("2024-04-26 16:30"))
    closed = [each for each in chapters if isinstance(each, Closed)]
    assert [(each.why, each.name, (each.last - each.first).days + 1) for each in closed] == [
        (Shut.REST, None, 2),
        (Shut.HOLIDAY, "Ngày Chiến thắng 30/4", 2),
        (Shut.HOLIDAY, "Quốc tế Lao động 1/5", 1),
    ]
    saturday = next(each for each in chapters if isinstance(each, Worked) and each.day.isoweekday() == 6)
    assert saturday.makes_up == "Ngày Chiến thắng 30/4"


def test_a_pause_tells_the_due_time_before_and_after() -> None:
    """The vector of the domain: 16 hours, ten used, six left on Thursday at 14:00."""
    ledger = ClockLedger().start(at("2024-05-06 08:00"), 16 * 60)
    ledger = ledger.pause(at("2024-05-07 10:00"), "supplement").resume(at("2024-05-09 14:00"))
    pause = next(each for each in chapters_of(ledger, office(), at("2024-05-09 15:00")) if isinstance(each, Paused))
    assert (pause.due_before, pause.due_after) == (at("2024-05-08 08:00"), at("2024-05-10 10:30"))


def test_a_pause_that_goes_on_has_no_new_due_time() -> None:
    """And nothing is told after it."""
    ledger = ClockLedger().start(START, 16 * 60).pause(START + timedelta(hours=1), "payment")
    last = chapters_of(ledger, office(), START + timedelta(days=3))[-1]
    assert isinstance(last, Paused)
    assert (last.end, last.due_after) == (None, None)


@pytest.mark.parametrize("limit", [60, None])
def test_a_clock_that_stopped_ends_the_story(limit: int | None) -> None:
    """With a limit or without one."""
    ledger = ClockLedger().start(START, limit).stop(START + timedelta(hours=3))
    chapters = chapters_of(ledger, office(), START + timedelta(days=1))
    assert chapters[-1] == Ended(START + timedelta(hours=3))
    assert any(isinstance(each, Due) for each in chapters) is (limit is not None)


def _ledger(moments: list[int], limit: int, *, stops: bool) -> tuple[ClockLedger, datetime]:
    """Paused and resumed in turn; `as_of` is the last change, or the end."""
    ledger, moment = ClockLedger().start(START, limit), START
    for number, minutes in enumerate(moments):
        moment = START + timedelta(minutes=minutes)
        ledger = ledger.resume(moment) if number % 2 else ledger.pause(moment, "supplement")
    return (ledger.stop(moment) if stops else ledger), moment


def _sums(parts: list[timedelta]) -> list[timedelta]:
    totals: list[timedelta] = []
    for part in parts:
        totals.append((totals[-1] if totals else timedelta(0)) + part)
    return totals
