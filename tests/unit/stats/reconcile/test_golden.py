"""Every figure that the five articles print or imply, with the numbers copied here by hand.

The file may be edited together with its own `computed`; these numbers are what it must not be edited away from.
"""

from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from services.stats.adapters.reconcile.read_printed import read_printed
from services.stats.domain.rates import Rounding
from services.stats.domain.reconcile.agreements import Agreement, BaseRange
from services.stats.domain.reconcile.misprints import Misprint, Slip
from services.stats.domain.reconcile.printed import reconcile_printed
from services.stats.domain.reconcile.reconciled import Reconciled, Verdict

GOLDEN: Final = Path(__file__).parents[4] / "deploy" / "scenarios" / "golden.yaml"

COMPUTED: Final = {
    "G1": "15969", "G2": "4868",
    "G3a": "31.87", "G3b": "33.62", "G3c": "6.61", "G3d": "27.90",
    "G3e": "32.42", "G3f": "34.21", "G3g": "6.72", "G3h": "28.39",
    "G4a": "74.88", "G4b": "91.52", "G4c": "30.48", "G4d": "31.01",
    "G5a": "382", "G5b": "56", "G5c": "7", "G5d": "3",
    "G6a": "99.96", "G6b": "98.67", "G6c": "99.96", "G7a": "0.04", "G7b": "0.04",
    "G8a": "486046", "G8b": "6312", "G8c": "1.28",
    "G9a": "313144", "G9b": "285955", "G9c": "63.60", "G9d": "41.89", "G9e": "45.87",
    "G10a": "62.77", "G10b": "1813", "G10c": "1813", "G10d": "486049", "G10e": "486097",
    "G11a": "-37.50", "G11b": "20",
    "G12a": "26.52", "G12b": "1854", "G12c": "1873", "G12d": "1863.16", "G13": "91.13",
    "G14a": "56.15", "G14b": "53.70", "G14c": "58.80", "G14d": "23", "G14e": "8",
    "G15a": "663.72", "G15b": "1.51",
    "G16a": "3", "G16b": "7", "G16c": "60", "G16d": "60",
}  # fmt: skip
"""Half up to the figure's places"""

PRINTED: Final = {
    "G1": ("15696", "273"), "G2": ("4868", "0"),
    "G6a": ("99.95", "0.01"), "G6b": ("99.95", "-1.28"), "G6c": ("99.95", "0.01"),
    "G7a": ("0.05", "-0.01"), "G7b": ("0.05", "-0.01"),
    "G9a": ("313144", "0"), "G9b": ("285955", "0"),
    "G10a": ("62.77", "0.00"), "G12a": ("95", "-68.48"),
    "G16a": ("3", "0"), "G16c": ("60", "0"), "G16d": ("60", "0"),
}  # fmt: skip
"""What the articles print, and computed less printed"""


@pytest.fixture(scope="module")
def golden() -> dict[str, Reconciled]:
    return {found.check.id: found for found in reconcile_printed(read_printed(GOLDEN, frozenset), {})}


def test_every_figure_comes_out_to_the_last_digit(golden: dict[str, Reconciled]) -> None:
    """All of G1 to G16, as decimals with their number of places, none more and none less."""
    assert {name: found.computed for name, found in golden.items()} == COMPUTED


def test_every_print_has_its_exact_gap(golden: dict[str, Reconciled]) -> None:
    """What the articles print is kept beside what is computed, and neither is overwritten."""
    printed = {name: (found.check.printed, found.gap) for name, found in golden.items() if found.check.printed}
    assert printed == {name: (print_, Decimal(gap)) for name, (print_, gap) in PRINTED.items()}


def test_nothing_is_otherwise_than_recorded(golden: dict[str, Reconciled]) -> None:
    """The file's own `computed`, `gap`, `agrees` and `rounding` hold."""
    assert {name: found.surprises for name, found in golden.items() if found.surprises} == {}


def test_the_misprint_of_article_000_is_named(golden: dict[str, Reconciled]) -> None:
    """15696 differs from 15969 by 6 and 9 taken for one another; no slip in a single row explains the total."""
    assert golden["G1"].verdict is Verdict.DIFFERS
    assert golden["G1"].misprints == (Misprint(Slip.EXCHANGED, "15696", "15969"),)


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("G6a", [Rounding.TRUNCATE]),
        ("G6c", [Rounding.TRUNCATE]),
        ("G7a", [Rounding.COMPLEMENT]),
        ("G7b", [Rounding.COMPLEMENT]),
        ("G10a", [Rounding.HALF_UP, Rounding.COMPLEMENT]),
    ],
)
def test_the_rounding_that_leads_to_the_print_is_found(
    golden: dict[str, Reconciled], name: str, ways: list[Rounding]
) -> None:
    """Article 003 cuts 99.9556 off, takes 0.05 as the rest, and rounds 62.769 half up: it mixes them."""
    assert golden[name].verdict is Verdict.AGREES
    assert list(golden[name].roundings) == ways


def test_the_base_that_leads_to_the_print_is_found(golden: dict[str, Reconciled]) -> None:
    """99.95 of what was received is wrong by any rounding; of what was resolved it is cut off."""
    assert golden["G6b"].verdict is Verdict.OTHER_BASE
    assert golden["G6b"].agreements == (Agreement("resolved", Rounding.TRUNCATE),)


def test_a_print_that_nothing_explains_names_the_bases_that_would(golden: dict[str, Reconciled]) -> None:
    """1770 online dossiers are 95 percent of 1854 to 1873, and the ward had 6675."""
    assert golden["G12a"].verdict is Verdict.DIFFERS
    assert BaseRange(Rounding.HALF_UP, 1854, 1873) in golden["G12a"].bases


def test_shares_over_the_wrong_base_do_not_add_up(golden: dict[str, Reconciled]) -> None:
    """Of the sum of rows the four shares are 100.00, of the printed total 101.74, which exposes it."""
    assert sum(Decimal(golden[f"G3{row}"].computed) for row in "abcd") == Decimal("100.00")
    assert sum(Decimal(golden[f"G3{row}"].computed) for row in "efgh") == Decimal("101.74")
