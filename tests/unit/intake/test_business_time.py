from datetime import timedelta

import pytest

from services.intake.domain.errors import RuleError
from tests.unit.intake.desk import at
from tests.unit.intake.office import BOUNDS

NOW = at("2026-11-23 08:00")


def test_nothing_stated_means_now() -> None:
    """Most commands state no time."""
    assert (BOUNDS.check(None, NOW, may_backfill=False).at, NOW) == (NOW, NOW)


@pytest.mark.parametrize("distance", [timedelta(hours=-24), timedelta(0), timedelta(minutes=5)])
def test_the_bounds_themselves_are_accepted(distance: timedelta) -> None:
    """From 24 h back to 5 min ahead, both included, and not marked."""
    time = BOUNDS.check(NOW + distance, NOW, may_backfill=True)
    assert (time.at, time.backfill) == (NOW + distance, False)


def test_beyond_them_only_the_past_and_only_with_the_scope() -> None:
    """The future is refused to everybody."""
    past, future = NOW - timedelta(hours=24, seconds=1), NOW + timedelta(minutes=5, seconds=1)
    assert BOUNDS.check(past, NOW, may_backfill=True).backfill
    for stated, scope in ((past, False), (future, False), (future, True)):
        with pytest.raises(RuleError, match="time_out_of_range"):
            BOUNDS.check(stated, NOW, may_backfill=scope)
