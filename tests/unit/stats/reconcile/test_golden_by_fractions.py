"""The articles' arithmetic once more, by fractions and counted days that share nothing with the reconciliation."""

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Final

import pytest

from services.stats.adapters.reconcile.read_printed import read_printed
from services.stats.domain.reconcile.printed import reconcile_printed
from services.stats.domain.reconcile.reconciled import Reconciled

GOLDEN: Final = Path(__file__).parents[4] / "deploy" / "scenarios" / "golden.yaml"
FIRST: Final = date(2023, 10, 15)
LAST: Final = date(2024, 10, 30)
DAYS: Final = [FIRST + timedelta(days=number) for number in range(400) if FIRST + timedelta(days=number) <= LAST]
ROWS: Final = 5089 + 5369 + 1055 + 4456
PRINTED_TOTAL: Final = 15696
RECEIVED: Final = 492_358
IN_TIME: Final = 485_830
LATE: Final = 216


def _bases(numerator: int, low: str, high: str) -> list[int]:
    """Whole numbers of which the numerator is at least `low` and less than `high` percent, tried one by one."""
    around = round(100 * numerator / float(low))
    tried = range(around - 500, around + 500)
    return [base for base in tried if Fraction(low) <= Fraction(100 * numerator, base) < Fraction(high)]


def _share(part: int, whole: int) -> Fraction:
    return Fraction(100 * part, whole)


EXACT: Final[dict[str, Fraction | int]] = {
    "G1": ROWS,
    "G2": 790 + 4078,
    "G3a": _share(5089, ROWS), "G3b": _share(5369, ROWS), "G3c": _share(1055, ROWS), "G3d": _share(4456, ROWS),
    "G3e": _share(5089, PRINTED_TOTAL), "G3f": _share(5369, PRINTED_TOTAL),
    "G3g": _share(1055, PRINTED_TOTAL), "G3h": _share(4456, PRINTED_TOTAL),
    "G4a": _share(790, 1055), "G4b": _share(4078, 4456), "G4c": _share(4868, ROWS), "G4d": _share(4868, PRINTED_TOTAL),
    "G5a": len(DAYS), "G5b": len({day.isocalendar()[:2] for day in DAYS}), "G5c": FIRST.isoweekday(),
    "G5d": LAST.isoweekday(),
    "G6a": _share(IN_TIME, IN_TIME + LATE), "G6b": _share(IN_TIME, RECEIVED), "G6c": _share(RECEIVED - LATE, RECEIVED),
    "G7a": _share(LATE, IN_TIME + LATE), "G7b": _share(LATE, RECEIVED),
    "G8a": IN_TIME + LATE, "G8b": RECEIVED - IN_TIME - LATE, "G8c": _share(RECEIVED - IN_TIME - LATE, RECEIVED),
    "G9a": 27_189 + 285_955, "G9b": 154_774 + 131_181, "G9c": _share(313_144, RECEIVED),
    "G9d": _share(131_181, 313_144), "G9e": _share(131_181, 285_955),
    "G10a": _share(1138, 1813),
    "G10b": min(_bases(1138, "62.765", "62.775")), "G10c": max(_bases(1138, "62.765", "62.775")),
    "G10d": min(_bases(IN_TIME, "99.945", "99.955")), "G10e": max(_bases(IN_TIME, "99.945", "99.955")),
    "G11a": Fraction(100 * (5 - 8), 8), "G11b": 17 + 3,
    "G12a": _share(1770, 6675), "G12b": min(_bases(1770, "94.5", "95.5")), "G12c": max(_bases(1770, "94.5", "95.5")),
    "G12d": 1770 / Fraction("0.95"), "G13": _share(113, 124),
    "G14a": 73 / Fraction("1.3"), "G14b": Fraction("72.5") / Fraction("1.35"),
    "G14c": Fraction("73.5") / Fraction("1.25"), "G14d": 73 - 50, "G14e": 73 - 65,
    "G15a": Fraction(150_000, 226), "G15b": Fraction(1000 * 226, 150_000),
    "G16a": 3, "G16b": 7, "G16c": 60, "G16d": 60,
}  # fmt: skip


@pytest.fixture(scope="module")
def golden() -> dict[str, Reconciled]:
    return {found.check.id: found for found in reconcile_printed(read_printed(GOLDEN, frozenset), {})}


@pytest.mark.parametrize("name", EXACT)
def test_each_figure_is_its_fraction_rounded_half_up(golden: dict[str, Reconciled], name: str) -> None:
    """Whole numbers stay whole; the others have two decimals, rounded by whole numbers alone."""
    exact = EXACT[name]
    if isinstance(exact, int):
        assert golden[name].computed == str(exact)
        return
    whole, hundredths = divmod(int(abs(exact) * 100 + Fraction(1, 2)), 100)
    assert golden[name].computed == f"{'-' if exact < 0 else ''}{whole}.{hundredths:02d}"


def test_no_figure_is_left_out(golden: dict[str, Reconciled]) -> None:
    """All of G1 to G16."""
    assert golden.keys() == EXACT.keys()


def test_what_the_notes_say_is_so() -> None:
    """Decimals beyond the printed ones, bases that are none, and why G1 is no swap of two digits."""
    assert [round(float(EXACT[name]), 4) for name in ("G6a", "G6c", "G7a", "G7b")] == [99.9556, 99.9561, 0.0444, 0.0439]
    assert round(float(_share(ROWS, PRINTED_TOTAL)), 4) == 101.7393
    assert _bases(1138, "62.77", "62.78") == []
    assert min(_bases(IN_TIME, "99.945", "99.955")) > IN_TIME + LATE
    assert sorted(str(ROWS)) != sorted(str(PRINTED_TOTAL))
    assert (ROWS - PRINTED_TOTAL) % 9 == 3
