"""Rounds become one figure."""

import pytest

from bench.measured import Measured, figure, percentile


def test_a_figure_is_the_median_round_with_its_spread() -> None:
    """Rates 100, 200 and 400: the middle one counts, the spread is relative to it."""
    found = figure([Measured(100, 1.0, 0.1), Measured(400, 1.0, 0.2), Measured(400, 2.0, 0.4)])
    assert found.rate == 200
    assert found.spread == 1.5
    assert found.cpu_microseconds == pytest.approx(1000)


def test_a_percentile_is_one_of_the_values() -> None:
    """Nearest rank, whatever the order; the highest share is the largest value."""
    values = [float(value) for value in reversed(range(100))]
    assert percentile(values, 0.5) == 50
    assert percentile(values, 0.99) == 99
    assert percentile([7.0], 1.0) == 7


def test_nothing_has_no_percentile() -> None:
    """An empty measurement is an error, not zero milliseconds."""
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)
