"""Figures as they are printed in Viet Nam and in English."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from services.stats.domain.papers.print_cell import print_cell, print_period
from services.stats.domain.papers.table import AtMost, Cell, Kind, Mark, Period, Text
from services.stats.domain.rates import Comparator, Points, Rate, Unit

SHARE = Rate(99_946, 100_000)


@pytest.mark.parametrize(
    ("cell", "kind", "vi", "en"),
    [
        (1_234_567, Kind.COUNT, "1.234.567", "1,234,567"),
        (0, Kind.COUNT, "0", "0"),
        (25_000, Kind.MONEY, "25.000 ₫", "25,000 ₫"),
        (SHARE, Kind.RATE, "99,95%", "99.95%"),
        (replace(SHARE, comparator=Comparator.OVER), Kind.RATE, "trên 99,95%", "over 99.95%"),
        (Rate(5, 2, unit=Unit.RATIO), Kind.RATE, "2,50", "2.50"),
        (Points(SHARE, Decimal(98)), Kind.RATE, "1,95 điểm phần trăm", "1.95 percentage points"),
        (Rate(0, 0), Kind.RATE, "–", "–"),
        (AtMost(1_440), Kind.MINUTES, "≤ 1.440", "≤ 1,440"),
        (date(2026, 3, 2), Kind.DATE, "02/03/2026", "02/03/2026"),
        (datetime(2026, 3, 1, 17, 30, tzinfo=UTC), Kind.DATE, "00:30 02/03/2026", "00:30 02/03/2026"),
        (Text("Xã", "Commune"), Kind.TEXT, "Xã", "Commune"),
        ("1.234", Kind.TEXT, "1.234", "1.234"),
        (Mark.SUPPRESSED, Kind.MONEY, "*", "*"),
        (None, Kind.MONEY, "", ""),
    ],
)
def test_cells_are_printed_in_both_languages(cell: Cell, kind: Kind, vi: str, en: str) -> None:
    """Dots group and commas divide in Vietnamese; moments are by the clock of Viet Nam; nothing is not zero."""
    assert (print_cell(cell, kind, "vi"), print_cell(cell, kind, "en")) == (vi, en)


def test_a_period_says_that_its_last_day_is_in_it() -> None:
    """And without a first day, that it is of the end of the last one."""
    first, last = date(2026, 1, 1), date(2026, 3, 31)
    assert print_period(Period(first, last)).vi == "Từ ngày 01/01/2026 đến hết ngày 31/03/2026"
    assert print_period(Period(None, last)).en == "As of the end of 31/03/2026"
