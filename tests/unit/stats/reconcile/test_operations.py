"""The operations behind printed figures are exact, and say what is wrong with their operands."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.stats.domain.rates import Rounding, round_to
from services.stats.domain.reconcile.operations import OperandError, Operation, evaluate, whole_bases


@pytest.mark.parametrize(
    ("operation", "operands", "result"),
    [
        (Operation.SUM, ["0.1", "0.2"], "0.3"),
        (Operation.SUB, ["10", "3", "2"], "5"),
        (Operation.DIV, ["1", "8"], "0.125"),
        (Operation.PERCENT, ["1", "8"], "12.5"),
        (Operation.PERCENT_CHANGE, ["8", "5"], "-37.5"),
        (Operation.DAYS_INCLUSIVE, ["2024-02-28", "2024-03-01"], "3"),
        (Operation.ISO_WEEKS, ["2023-10-15", "2023-10-16"], "2"),
        (Operation.ISO_WEEKS, ["2023-10-16", "2023-10-22"], "1"),
        (Operation.WEEKDAY, ["2023-10-15"], "7"),
        (Operation.INT_BASE_MIN, ["1138", "62.765", "62.775"], "1813"),
        (Operation.INT_BASE_MAX, ["1138", "62.765", "62.775"], "1813"),
        (Operation.COUNT, ["Thọ Xuân", "Nga Sơn"], "2"),
        (Operation.MINUTES, ["16:30", "17:30"], "60"),
    ],
)
def test_results_are_exact(operation: Operation, operands: list[str], result: str) -> None:
    """Decimals add up without binary fractions; both days are included; weeks run from Monday to Sunday."""
    assert evaluate(operation, operands) == Decimal(result)


@pytest.mark.parametrize("operation", [Operation.DIV, Operation.PERCENT, Operation.PERCENT_CHANGE])
def test_nothing_is_divided_by_zero(operation: Operation) -> None:
    """A share of nothing has no value; 0 or 100 percent would be made up."""
    assert evaluate(operation, ["0", "0"]) is None


def test_a_percentage_may_have_no_whole_base() -> None:
    """1138 of a whole number is never 62.77 cut off, which tells how article 003 rounded there."""
    assert whole_bases(Decimal(1138), Decimal("62.77"), Decimal("62.78")) is None
    assert whole_bases(Decimal(1138), Decimal(0), Decimal(1)) is None


@pytest.mark.parametrize(
    ("operation", "operands", "what"),
    [
        (Operation.SUM, ["1,5"], "'1,5' is no number"),
        (Operation.DAYS_INCLUSIVE, ["2023-02-29", "2023-03-01"], "'2023-02-29' is no day"),
        (Operation.DAYS_INCLUSIVE, ["2023-03-02", "2023-03-01"], "the last day is before the first"),
        (Operation.MINUTES, ["17h", "18:00"], "'17h' is no time of day"),
        (Operation.COUNT, ["Nga Sơn", "Nga Sơn"], "a name is listed twice"),
        (Operation.PERCENT, ["1"], "percent has 1 operands"),
    ],
)
def test_operands_that_do_not_fit_are_named(operation: Operation, operands: list[str], what: str) -> None:
    """The reader of a file adds its line; what to write instead goes with it."""
    with pytest.raises(OperandError, match=what) as raised:
        evaluate(operation, operands)
    assert raised.value.remedy


@given(st.integers(1, 100_000), st.integers(1, 100_000), st.integers(0, 2))
def test_the_true_base_is_among_those_that_explain_a_share(part: int, rest: int, places: int) -> None:
    """Whatever the share rounds to, its own base lies between the smallest and the largest, and both round to it."""
    base = part + rest
    printed = round_to(Decimal(100 * part) / base, places, Rounding.HALF_UP)
    step = Decimal(1).scaleb(-places) / 2
    found = whole_bases(Decimal(part), printed - step, printed + step)
    if printed - step > 0:
        assert found is not None
        assert found[0] <= base <= found[1]
        assert {round_to(Decimal(100 * part) / end, places, Rounding.HALF_UP) for end in found} == {printed}
