"""Each figure of the golden table in one sentence: base, rounding and misprint without knowing codes."""

import pytest

from services.ops.reconcile.words import sentence
from services.ops.scenario.golden import read_golden
from services.ops.scenario.prepared import FOLDER


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "G1",
            "15696 for 15969, the digits 6 and 9 taken for one another",
        ),
        ("G2", "0 + 0 + 790 + 4078 = 4868, as printed"),
        ("G5a", "days_inclusive of 2023-10-15, 2024-10-30 = 382; no figure is printed"),
        ("G6a", "485830 of 486046 = 99.96, printed 99.95, gap 0.01: cut off"),
        ("G6b", "485830 of 492358 = 98.67, printed 99.95, gap -1.28: not on this base; over resolved cut off"),
        ("G7a", "216 of 486046 = 0.04, printed 0.05, gap -0.01: as 100 less the rest cut off"),
        ("G10a", "1138 of 1813 = 62.77, as printed"),
        ("G12a", "1770 of 6675 = 26.52, printed 95, gap -68.48: no base and rounding leads to it; a base from 1854 to"),
    ],
)
def test_a_sentence_says_how_computed_and_printed_come_together(name: str, told: str) -> None:
    """The arithmetic first, then the print, then what leads from one to the other."""
    found = {each.check.id: each for each in read_golden(FOLDER)}[name]
    assert told in sentence(found)
