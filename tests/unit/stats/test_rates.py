"""Rates: numerator and denominator first, rounding named, nothing out of nothing not applicable."""

import pytest

from services.stats.domain.rates import Rate, Rounding


@pytest.mark.parametrize(
    ("rate", "value"),
    [
        (Rate(485_830, 486_046), "99.96"),
        (Rate(485_830, 486_046, Rounding.TRUNCATE), "99.95"),
        (Rate(1, 8, places=0), "13"),
        (Rate(0, 7), "0.00"),
        (Rate(0, 0), "not_applicable"),
    ],
)
def test_a_rate_is_rounded_as_it_says(rate: Rate, value: str) -> None:
    """Half up and truncated differ in article 003's figures; a zero denominator is no number at all."""
    assert rate.value == value
