"""ISO weeks by the days of Viet Nam."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kernel.iso_week import IsoWeek, read_week, week_of, week_with


@settings(deadline=None)
@given(st.dates(date(1970, 1, 5), date(2999, 12, 20)))
def test_a_name_gives_back_its_week(day: date) -> None:
    """Every day lies between Monday and Sunday of its week, and the week's name leads back to it."""
    week = week_with(day)
    assert week.monday <= day <= week.sunday == week.monday + timedelta(days=6)
    assert read_week(week.name) == week


def test_the_week_changes_at_midnight_in_viet_nam() -> None:
    """17:00 UTC on Sunday is Monday there; the turn of the year belongs to the week of its Thursday."""
    sunday = datetime(2026, 11, 29, 16, 59, tzinfo=UTC)
    assert week_of(sunday) == IsoWeek(2026, 48)
    assert week_of(sunday + timedelta(minutes=1)) == IsoWeek(2026, 49)
    assert week_with(date(2027, 1, 1)).name == "2026-W53"


@pytest.mark.parametrize(
    "name", ["2026-48", "2026-W00", "2025-W53", "2026-W1", "W48", "2026-W48 ", "0001-W01", "9999-W52"]
)
def test_what_is_no_week_is_refused(name: str) -> None:
    """A week that the year does not have is as wrong as one that cannot be read."""
    with pytest.raises(ValueError, match=r"week|Invalid"):
        read_week(name)
