"""A table that contradicts itself cannot be made."""

from datetime import UTC, date, datetime

import pytest

from services.stats.domain.papers.table import AtMost, Cell, Column, Kind, Mark, Period, Row, Section, Table, Text, say
from services.stats.domain.rates import Rate

PERIOD = Period(date(2026, 1, 1), date(2026, 3, 31))


def table_of(kind: Kind, *cells: Cell) -> Table:
    rows = [Row(str(number), (cell,)) for number, cell in enumerate(cells)]
    return Table("t", say("T"), PERIOD, (Column("c", say("C"), kind),), (Section("s", None, rows),))


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        (Kind.COUNT, (0, 5)),
        (Kind.RATE, (Rate(1, 2), Rate(0, 0))),
        (Kind.TEXT, ("H90", Text("Xã", "Commune"))),
        (Kind.DATE, (date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC))),
        (Kind.MONEY, (25_000,)),
        (Kind.MINUTES, (7, AtMost(15))),
    ],
)
def test_cells_fit_their_column(kind: Kind, cells: tuple[Cell, ...]) -> None:
    """Each kind takes its own values, and in any of them a cell may be empty or say why there is no figure."""
    assert table_of(kind, *cells, None, *Mark).size == len(cells) + 1 + len(Mark)


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (Kind.COUNT, "5"),
        (Kind.COUNT, True),
        (Kind.COUNT, Rate(1, 2)),
        (Kind.RATE, 50),
        (Kind.TEXT, 5),
        (Kind.DATE, "2026-01-01"),
        (Kind.MONEY, AtMost(5)),
    ],
)
def test_a_cell_of_another_kind_is_refused(kind: Kind, cell: Cell) -> None:
    """A share is never handed on as a number, nor a number as a text: every format would show it wrong."""
    with pytest.raises(ValueError, match=f"t: s/0/c is no {kind}"):
        table_of(kind, cell)


def test_a_row_of_another_width_is_refused() -> None:
    """A row with a cell too many would shift all that follow."""
    column = Column("c", say("C"), Kind.COUNT)
    with pytest.raises(ValueError, match="row s/a has 2 cells, not 1"):
        Table("t", say("T"), PERIOD, (column,), (Section("s", None, (Row("a", (1, 2)),)),))


def test_keys_name_one_place_only() -> None:
    """Rows, sections and columns are named by their keys wherever editions are compared."""
    column, row = Column("c", say("C"), Kind.COUNT), Row("a", (1,))
    section = Section("s", None, (row,))
    with pytest.raises(ValueError, match="row of s twice: a"):
        Table("t", say("T"), PERIOD, (column,), (Section("s", None, (row, row)),))
    with pytest.raises(ValueError, match="section twice: s"):
        Table("t", say("T"), PERIOD, (column,), (section, section))
    with pytest.raises(ValueError, match="column twice: c"):
        Table("t", say("T"), PERIOD, (column, column), ())


def test_texts_are_vietnamese_unless_english_is_asked_for() -> None:
    """Officers read Vietnamese; any language that we do not have is Vietnamese too."""
    text = Text("Xã", "Commune")
    assert [text.in_language(language) for language in ("vi", "en", "fr")] == ["Xã", "Commune", "Xã"]
