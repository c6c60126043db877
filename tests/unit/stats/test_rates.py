"""Rates: numerator and denominator first, rounding named, nothing out of nothing not applicable."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.stats.domain.rates import Days, Points, Rate, Rounding, Unit, round_to


@pytest.mark.parametrize(
    ("rate", "value"),
    [
        (Rate(485_830, 486_046), "99.96"),
        (Rate(485_830, 486_046, Rounding.TRUNCATE), "99.95"),
        (Rate(216, 486_046), "0.04"),
        (Rate(216, 486_046, Rounding.COMPLEMENT), "0.05"),
        (Rate(1, 8, places=0), "13"),
        (Rate(0, 7), "0.00"),
        (Rate(0, 0), "not_applicable"),
        (Rate(226_000, 150_000, unit=Unit.RATIO), "1.51"),
        (Rate(1, 3, Rounding.COMPLEMENT, unit=Unit.RATIO), "0.34"),
    ],
)
def test_a_rate_is_rounded_as_it_says(rate: Rate, value: str) -> None:
    """Half up, truncated and 100 less the rest differ in article 003's figures; a zero denominator is no number."""
    assert rate.value == value


def test_percentage_points_are_no_rate() -> None:
    """A rate in percentage points is refused, since it would be taken for a share."""
    with pytest.raises(ValueError, match="percentage_point"):
        Rate(23, 1, unit=Unit.PERCENTAGE_POINT)


def test_points_are_the_difference_of_what_is_shown() -> None:
    """73 percent is 23 points above a target of 50, whatever the unrounded share is; out of nothing no points come."""
    online = Rate(7_296, 10_000, places=0)
    assert Points(online, Decimal(50)).value == "23"
    assert Points(online, Rate(1, 2, places=0)).value == "23"
    assert Points(Rate(0, 0), Decimal(50)).value == "not_applicable"
    assert Points(online, Rate(0, 0)).unit is Unit.PERCENTAGE_POINT


def test_a_rate_keeps_the_days_it_was_counted_over() -> None:
    """Giving it a period changes nothing else."""
    rate = Rate(1, 2, label="online / received")
    year = Days(date(2023, 1, 1), date(2023, 12, 31))
    assert rate.over(year) == Rate(1, 2, label="online / received", period=year)


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.integers(0, 4))
def test_truncated_and_its_complement_enclose_the_share(part: int, rest: int, places: int) -> None:
    """What is cut off is never above the exact share, 100 less the rest cut off never below; they lie one step apart
    at most, and half up is one of the two.
    """
    rate = Rate(part, part + rest, places=places)
    exact = rate.exact
    assert exact is not None
    low, middle, high = (
        round_to(exact, places, way) for way in (Rounding.TRUNCATE, Rounding.HALF_UP, Rounding.COMPLEMENT)
    )
    assert low <= exact <= high
    assert high - low <= Decimal(1).scaleb(-places)
    assert middle in {low, high}


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_share_and_its_complement_add_up_to_the_whole(part: int, rest: int) -> None:
    """That is why articles print 99,95 and 0,05 beside one another, whatever the digits after that are."""
    shares = Rate(part, part + rest, Rounding.TRUNCATE), Rate(rest, part + rest, Rounding.COMPLEMENT)
    if part + rest:
        assert sum(Decimal(share.value) for share in shares) == 100
    else:
        assert {share.value for share in shares} == {"not_applicable"}
