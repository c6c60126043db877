"""Periods cut into whole months and days cover every day exactly once."""

from calendar import isleap
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.stats.domain.counters import month_of
from services.stats.domain.spans import first_of_month, next_month, span

DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


@given(DAYS, st.integers(0, 800), st.booleans())
def test_every_day_of_a_period_is_covered_once(first: date, length: int, years: bool) -> None:  # noqa: FBT001 drawn
    """Years and months are whole ones, and days are those that neither covers."""
    last = first + timedelta(days=length)
    found = span(first, last, years=years)
    covered = list(found.days)
    for year in found.years:
        covered += [date(int(year), 1, 1) + timedelta(days=n) for n in range(366)][: 365 + isleap(int(year))]
    for month in found.months:
        day = first_of_month(month)
        while day < next_month(first_of_month(month)):
            covered.append(day)
            day += timedelta(days=1)
    assert sorted(covered) == [first + timedelta(days=n) for n in range(length + 1)]
    assert not {month_of(day) for day in found.days} & set(found.months)


def test_a_period_that_ends_before_it_begins_is_empty() -> None:
    """No day, no month."""
    found = span(date(2026, 11, 2), date(2026, 11, 1))
    assert not found.days
    assert not found.months


def test_a_whole_year_is_one_part_where_years_are_counted() -> None:
    """Two days, a year and a month instead of 397 days."""
    found = span(date(2024, 12, 30), date(2026, 1, 31), years=True)
    assert found.periods == ("2025", "2026-01", "2024-12-30", "2024-12-31")
    assert len(span(date(2024, 12, 30), date(2026, 1, 31)).periods) == 2 + 13
