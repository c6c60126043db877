"""Amounts in dong."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.money import Vnd, apply_reduction, format_vnd


@pytest.mark.parametrize(("amount", "text"), [(0, "0 ₫"), (999, "999 ₫"), (1250000, "1.250.000 ₫")])
def test_format(amount: int, text: str) -> None:
    """Thousands are set off by dots."""
    assert format_vnd(Vnd(amount)) == text


@pytest.mark.parametrize(
    ("amount", "percent", "left"), [(20000, 30, 14000), (5, 30, 4), (15, 30, 11), (1, 50, 1), (7, 0, 7), (7, 100, 0)]
)
def test_reduction_rounds_half_up(amount: int, percent: int, left: int) -> None:
    """3.5 becomes 4 and 10.5 becomes 11."""
    assert apply_reduction(Vnd(amount), percent) == left


@given(st.integers(0, 10**12), st.integers(0, 100))
def test_reduction_is_within_half_a_dong(amount: int, percent: int) -> None:
    """Of the exact share, on the citizen's or the state's side."""
    exact = Fraction(amount * (100 - percent), 100)
    assert Fraction(-1, 2) < apply_reduction(Vnd(amount), percent) - exact <= Fraction(1, 2)


@pytest.mark.parametrize("percent", [-1, 101])
def test_impossible_reduction_is_refused(percent: int) -> None:
    """No fee grows or turns negative by a reduction."""
    with pytest.raises(ValueError, match="percent"):
        apply_reduction(Vnd(1000), percent)
