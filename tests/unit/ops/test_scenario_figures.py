"""Figures are exact decimals, rounded as their row says."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from services.ops.scenario.figures import FigureError, percent, values_of
from services.ops.scenario.model import Filter, Question, Row
from services.ops.scenario.ranges import expand_range
from services.ops.scenario.table import Line
from services.stats.domain.rates import Comparator, Rounding


def _row(kind: str = "ratio", **fields: object) -> Row:
    row: Row = Row(id="X", question=Question(kind), what="", **fields)  # type: ignore[arg-type]
    return row


class _Counts:
    """Counts by the value of `n`; all agencies are three."""

    async def count(self, where: Filter) -> int:
        return int(next(iter(where.get("n", {"4"}))))

    async def distinct(self, field: str, where: Filter) -> int:
        return 3

    async def values(self, attribute: str) -> Sequence[str]:
        return ["4", "5"]

    async def form06(self, column: str) -> int:
        return int(column) * 100

    async def groups(self) -> int:
        return 42

    async def desk(self, report: str, column: str) -> str:
        return f"{report}/{column}"


class _Facts:
    """Services by the value of `n`, two models, an hour."""

    def services(self, where: Filter) -> int:
        return int(next(iter(where["n"])))

    def models(self, where: Filter) -> int:
        return len(where["agency"])

    def window_minutes(self, where: Filter) -> int:
        return 60


@pytest.mark.parametrize(
    ("numerator", "denominator", "row", "value"),
    [
        (485830, 486046, _row(), "99.96"),
        (485830, 486046, _row(rounding=Rounding.TRUNCATE), "99.95"),
        (1138, 1813, _row(), "62.77"),
        (1138, 1813, _row(rounding=Rounding.TRUNCATE), "62.76"),
        (1770, 1863, _row(places=0), "95"),
        (1, 200, _row(places=0), "1"),
        (0, 0, _row(), "not_applicable"),
    ],
)
def test_shares_are_rounded_as_their_row_says(numerator: int, denominator: int, row: Row, value: str) -> None:
    """Half up and cut off are told apart, and out of nothing comes no number."""
    assert percent(numerator, denominator, row) == value


async def test_rows_may_refer_to_rows_above_them() -> None:
    """A complement is 100 less the rounded value, a difference takes it as it stands; a sum weighs by value."""
    above = Row("A", Question("ratio", {"n": frozenset({"1"})}, {"n": frozenset({"3"})}), "")
    rows = [
        above,
        Row("B", Question("complement", name="A"), ""),
        Row("C", Question("difference", name="A", less="0.33"), ""),
        Row("D", Question("quotient", {"n": frozenset({"10"})}), ""),
        Row("E", Question("sum", name="n"), ""),
        Row("F", Question("distinct", name="agency"), ""),
        Row("G", Question("golden_only"), ""),
    ]
    found = await values_of(rows, _Counts(), _Facts())
    assert found == {"A": "33.33", "B": "66.67", "C": "33.00", "D": "3.33", "E": "41", "F": "3", "G": None}


async def test_rows_may_ask_the_catalogue_and_form_06() -> None:
    """Shares of services, of services in use, models in force, the length of a window, and a column of the form."""
    some, all_ = {"n": frozenset({"1138"})}, {"n": frozenset({"1813"})}
    rows = [
        Row("A", Question("services_ratio", some, all_), ""),
        Row("B", Question("used_ratio", {}, {"n": frozenset({"4"})}), "", places=0),
        Row("C", Question("models", {"agency": frozenset({"a", "b"})}), ""),
        Row("D", Question("window_minutes"), ""),
        Row("E", Question("form06", name="13"), ""),
    ]
    found = await values_of(rows, _Counts(), _Facts())
    assert found == {"A": "62.77", "B": "75", "C": "2", "D": "60", "E": "1300"}
    assert [row.question.is_unscaled for row in rows] == [True, False, True, True, False]


async def test_a_reference_to_nothing_is_named() -> None:
    """A row that refers to one below it says so."""
    with pytest.raises(FigureError, match="row B refers to 'A'"):
        await values_of([Row("B", Question("complement", name="A"), "")], _Counts(), _Facts())


def test_the_gap_is_the_full_count_less_the_print() -> None:
    """What the table shows as the gap of the misprint."""
    assert Line(_row(equals="15969", printed="15696"), "162", "162").gap == "273"
    assert Line(_row(equals="4868", printed="4868"), "49", "49").gap == "0"
    assert not Line(_row(equals="4868"), "49", "48").is_right


@pytest.mark.parametrize(
    ("word", "equals", "printed", "holds"),
    [
        (Comparator.OVER, "150396", "150000", True),
        (Comparator.OVER, "150000", "150000", False),
        (Comparator.NEARLY, "996", "1000", True),
        (Comparator.NEARLY, "980", "1000", False),
        (None, "15969", "15696", True),
    ],
)
def test_a_wording_must_hold(word: Comparator | None, equals: str, printed: str, holds: bool) -> None:  # noqa: FBT001 a column of the table
    """The full count is over, or nearly, what is printed; a plain print may differ, and then its gap is shown."""
    row = _row(equals=equals, printed=printed, comparator=word, tolerances={Comparator.NEARLY: Decimal(1)})
    assert Line(row, equals, equals).is_worded is holds


def test_ranges_of_codes_keep_their_width() -> None:
    """Two ranges in a code give every combination, in order."""
    assert expand_range("H92.02-03.09-10") == ["H92.02.09", "H92.02.10", "H92.03.09", "H92.03.10"]
    assert expand_range("9.300001-300002@1") == ["9.300001-300002@1"]
    assert expand_range("H90") == ["H90"]
