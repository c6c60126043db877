"""Periods that can be picked are those of the calendar."""

from datetime import date

import pytest

from services.stats.domain.dashboard.period import PeriodKind, parse_period, period_of


@pytest.mark.parametrize(
    ("key", "first", "last", "before", "after"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2025", "2027"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "2025-Q4", "2026-Q2"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "2026-Q3", "2027-Q1"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024-01", "2024-03"),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31), "2026-11", "2027-01"),
        ("2026-03-01", date(2026, 3, 1), date(2026, 3, 1), "2026-02-28", "2026-03-02"),
    ],
)
def test_a_period_has_its_days_and_its_neighbours(key: str, first: date, last: date, before: str, after: str) -> None:
    """Both days are included, and its key names it again."""
    period = parse_period(key)
    assert period is not None
    assert (period.first, period.last, period.key) == (first, last, key)
    assert (period.previous.key, period.following.key) == (before, after)
    assert period_of(period.kind, last) == period


@pytest.mark.parametrize(
    "key", ["", "2026-13", "2026-Q5", "2026-02-30", "1999", "26", "2026-1", "2026-11-27x", "nay", "9999", "2200-01"]
)
def test_what_is_no_period_is_none(key: str) -> None:
    """The page falls back to its usual period instead of failing."""
    assert parse_period(key) is None


def test_the_quarter_of_a_day_is_found() -> None:
    """November lies in the fourth."""
    assert period_of(PeriodKind.QUARTER, date(2026, 11, 27)).quarter == 4
