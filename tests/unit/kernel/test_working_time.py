"""Working time: laws that hold for all instants, a naive oracle, and the edges."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.kernel.times import VIETNAM, NaiveTimeError
from services.kernel.working_time import (
    CalendarRules,
    MissingYearError,
    Season,
    TimeWindow,
    WorkingCalendar,
    YearDays,
    build_calendar,
)

Local = Callable[[str], datetime]

_MORNING, _AFTERNOON = TimeWindow(time(7, 30), time(11, 30)), TimeWindow(time(13), time(17))
_SUMMER = Season((4, 16), (10, 15), (_MORNING, _AFTERNOON))
_WINTER = Season((10, 16), (4, 15), (TimeWindow(time(8), time(12)), TimeWindow(time(13, 30), time(17, 30))))
_OFF = {date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1), date(2024, 12, 31), date(2025, 1, 1)}
_MAKEUP = {date(2024, 5, 4)}
_YEARS = [
    YearDays(year, frozenset(d for d in _OFF if d.year == year), frozenset(d for d in _MAKEUP if d.year == year))
    for year in (2023, 2024, 2025)
]
_RULES = CalendarRules("test", (_SUMMER, _WINTER), frozenset({6, 7}))
_CALENDAR = build_calendar(_RULES, _YEARS)

_ANY = st.datetimes(datetime(2023, 6, 1), datetime(2025, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001
_HALF_HOURS = _ANY.map(lambda moment: moment.replace(minute=moment.minute // 30 * 30, second=0, microsecond=0))
# edges of windows lie on half hours, where any instant nearly never falls
_INSTANTS = _ANY | _HALF_HOURS
_MINUTES = st.integers(0, 60 * 8 * 60) | st.integers(0, 60 * 8 * 2).map(lambda halves: halves * 30)


def _is_open(moment: datetime) -> bool:
    """The rules again, said in the most naive way: is this minute worked?"""
    local = moment.astimezone(VIETNAM)
    day, clock = local.date(), local.time()
    if day not in _MAKEUP and (day in _OFF or day.isoweekday() in (6, 7)):
        return False
    season = _SUMMER if date(day.year, 4, 16) <= day <= date(day.year, 10, 15) else _WINTER
    return any(window.opens <= clock < window.closes for window in season.windows)


def _naive_add(start: datetime, minutes: int) -> datetime:
    moment = start
    while minutes:
        minutes -= _is_open(moment)
        moment += timedelta(minutes=1)
    return moment


@given(
    st.datetimes(datetime(2024, 4, 12), datetime(2024, 5, 6), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(0, 1500),
)
def test_agrees_with_stepping_minute_by_minute(start: datetime, minutes: int) -> None:
    """Over a season change, holidays, a swap and a make-up day the bisection gives what counting gives."""
    start = start.replace(second=0, microsecond=0)
    due = _CALENDAR.add(start, minutes)
    assert due == _naive_add(start, minutes)
    assert _CALENDAR.between(start, due) == minutes


@given(_INSTANTS, _MINUTES)
def test_between_gives_back_what_was_added(start: datetime, minutes: int) -> None:
    """Whatever the start, seconds included."""
    assert _CALENDAR.between(start, _CALENDAR.add(start, minutes)) == minutes


@given(_INSTANTS, _MINUTES)
def test_between_gives_back_what_was_subtracted(end: datetime, minutes: int) -> None:
    """Subtracting is adding backwards."""
    start = _CALENDAR.subtract(end, minutes)
    assert start <= end
    assert _CALENDAR.between(start, end) == minutes


@given(_INSTANTS, _MINUTES.filter(bool))
def test_due_is_the_earliest_instant(start: datetime, minutes: int) -> None:
    """A moment before the due instant the time has not passed yet, so it is never an opening."""
    due = _CALENDAR.add(start, minutes)
    assert _CALENDAR.elapsed(start, due - timedelta(microseconds=1)) < timedelta(minutes=minutes)


@given(_INSTANTS, _MINUTES.filter(bool))
def test_start_is_the_latest_instant(end: datetime, minutes: int) -> None:
    """A moment after it there is less than the amount left."""
    start = _CALENDAR.subtract(end, minutes)
    assert _CALENDAR.elapsed(start + timedelta(microseconds=1), end) < timedelta(minutes=minutes)


@given(_INSTANTS, _INSTANTS, _MINUTES, _MINUTES)
def test_add_is_monotone(one: datetime, other: datetime, less: int, more: int) -> None:
    """A later start or a larger amount is never due earlier."""
    early, late = sorted((one, other))
    small, large = sorted((less, more))
    assert _CALENDAR.add(early, small) <= _CALENDAR.add(late, large)


@given(_INSTANTS, st.integers(1, 3000), st.integers(1, 3000))
def test_adding_in_two_parts_is_adding_at_once(start: datetime, first: int, second: int) -> None:
    """A due instant can be the start of what follows."""
    assert _CALENDAR.add(_CALENDAR.add(start, first), second) == _CALENDAR.add(start, first + second)


@given(_INSTANTS, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_spans_add_up_to_between(start: datetime, length: timedelta) -> None:
    """The windows between two instants are disjoint, in order, inside, and as long as the working time."""
    end = start + length
    spans = _CALENDAR.spans(start, end)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(start <= edge <= end for edge in edges)
    assert all(opens < closes for opens, closes in spans)
    assert sum((closes - opens for opens, closes in spans), timedelta(0)) == _CALENDAR.elapsed(start, end)


@given(_INSTANTS)
def test_next_opening_is_open_and_nothing_is_worked_before(moment: datetime) -> None:
    """The clock may start there without changing any due instant."""
    opening = _CALENDAR.next_opening(moment)
    assert opening >= moment
    assert _is_open(opening)
    assert _CALENDAR.elapsed(moment, opening) == timedelta(0)


@given(_INSTANTS, _INSTANTS)
def test_between_is_antisymmetric(one: datetime, other: datetime) -> None:
    """Backwards is the same amount, negative."""
    assert _CALENDAR.between(one, other) == -_CALENDAR.between(other, one)


def test_amount_that_ends_with_the_day_is_due_at_closing(local: Local) -> None:
    """Never at the next opening; one minute more goes over the night."""
    start = local("2024-06-03 07:30")
    assert _CALENDAR.add(start, 240) == local("2024-06-03 11:30")
    assert _CALENDAR.add(start, 480) == local("2024-06-03 17:00")
    assert _CALENDAR.add(start, 481) == local("2024-06-04 07:31")


def test_amount_back_to_the_start_of_a_day_starts_at_its_opening(local: Local) -> None:
    """The latest instant from which a whole day passes until closing, also over a night."""
    assert _CALENDAR.subtract(local("2024-06-04 17:00"), 480) == local("2024-06-04 07:30")
    assert _CALENDAR.subtract(local("2024-06-04 09:30"), 120) == local("2024-06-04 07:30")
    assert _CALENDAR.subtract(local("2024-06-04 07:30"), 480) == local("2024-06-03 07:30")


def test_closing_instant_opens_next_at_the_next_window(local: Local) -> None:
    """A window does not include its closing."""
    assert _CALENDAR.next_opening(local("2024-06-03 11:30")) == local("2024-06-03 13:00")
    assert _CALENDAR.next_opening(local("2024-06-03 17:00")) == local("2024-06-04 07:30")
    assert _CALENDAR.next_opening(local("2024-06-03 09:00")) == local("2024-06-03 09:00")


def test_zero_minutes_are_due_at_once(local: Local) -> None:
    """Also outside working time."""
    assert _CALENDAR.add(local("2024-06-02 10:00"), 0) == local("2024-06-02 10:00")
    assert _CALENDAR.subtract(local("2024-06-02 10:00"), 0) == local("2024-06-02 10:00")


def test_days() -> None:
    """Make-up days are worked with full hours, holidays and rest days not at all."""
    assert _CALENDAR.is_working_day(date(2024, 5, 4))
    assert not _CALENDAR.is_working_day(date(2024, 4, 29))
    assert not _CALENDAR.is_working_day(date(2024, 5, 5))
    assert _CALENDAR.closing_of(date(2024, 5, 5)) is None


_MISSING_YEAR: list[Callable[[WorkingCalendar], object]] = [
    lambda calendar: calendar.add(datetime(2025, 12, 31, 9, tzinfo=UTC), 60 * 9),
    lambda calendar: calendar.subtract(datetime(2023, 1, 2, 1, tzinfo=UTC), 60 * 9),
    lambda calendar: calendar.add(datetime(2026, 2, 1, tzinfo=UTC), 1),
    lambda calendar: calendar.between(datetime(2022, 12, 31, 0, tzinfo=UTC), datetime(2023, 2, 1, tzinfo=UTC)),
    lambda calendar: calendar.spans(datetime(2025, 12, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)),
    lambda calendar: calendar.next_opening(datetime(2025, 12, 31, 11, tzinfo=UTC)),
    lambda calendar: calendar.is_working_day(date(2026, 1, 5)),
    lambda calendar: calendar.closing_of(date(2022, 12, 30)),
]


@pytest.mark.parametrize("question", _MISSING_YEAR)
def test_year_without_data_is_an_error(question: Callable[[WorkingCalendar], object]) -> None:
    """Outside the loaded years nothing is guessed, and the year that is missing is named."""
    with pytest.raises(MissingYearError) as caught:
        question(_CALENDAR)
    assert caught.value.year in (2022, 2026)
    assert "Remedy" in str(caught.value)


def test_gap_between_years_is_an_error() -> None:
    """A calendar over 2023 and 2025 would take 2024 for a year without working days."""
    with pytest.raises(MissingYearError) as caught:
        build_calendar(_RULES, [_YEARS[0], _YEARS[2]])
    assert caught.value.year == 2024


def test_negative_amounts_and_naive_instants_are_refused() -> None:
    """Mistakes of the caller are not turned into dates."""
    with pytest.raises(ValueError, match="negative"):
        _CALENDAR.add(datetime(2024, 6, 3, tzinfo=UTC), -1)
    with pytest.raises(NaiveTimeError):
        _CALENDAR.add(datetime(2024, 6, 3), 1)  # noqa: DTZ001 - the point of the test


@given(_INSTANTS, st.integers(1, 600))
def test_instants_of_other_zones_are_the_same_instants(start: datetime, minutes: int) -> None:
    """Results are in UTC whatever zone the start was written in."""
    assume(start.microsecond)
    elsewhere = _CALENDAR.add(start.astimezone(VIETNAM), minutes)
    assert elsewhere == _CALENDAR.add(start, minutes)
    assert elsewhere.tzinfo is UTC
