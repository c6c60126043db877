"""Misprints are told by their kind, without saying which of the printed numbers is wrong."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.stats.domain.reconcile.misprints import Misprint, Slip, find_misprints, slip_between
from services.stats.domain.reconcile.operations import Operation


@pytest.mark.parametrize(
    ("meant", "printed", "slip"),
    [
        ("15969", "15696", Slip.EXCHANGED),
        ("1234", "1324", Slip.NEIGHBOURS_SWAPPED),
        ("1234", "4231", Slip.SWAPPED),
        ("1234", "124", Slip.LOST),
        ("1234", "12034", Slip.ADDED),
        ("1234", "1284", Slip.ONE_DIGIT),
        ("99.55", "95.59", Slip.SWAPPED),
        ("150000", "1500", Slip.POINT_MOVED),
        ("62.77", "6.277", Slip.POINT_MOVED),
        ("1234", "1234", None),
        ("1234", "4321", None),
        ("23", "32", None),
        ("98.67", "99.95", None),
    ],
)
def test_slips_are_told_apart(meant: str, printed: str, slip: Slip | None) -> None:
    """In 15969 and 15696 the digits 6 and 9 stand for one another; that is no swap of two places."""
    assert slip_between(meant, printed) == slip


def test_a_wrong_part_explains_a_right_total() -> None:
    """1200 and 354 do not make the printed 1653, but 1200 and 453 do."""
    found = find_misprints(Operation.SUM, ["1200", "354"], Decimal(1554), Decimal(1653))
    assert found == (Misprint(Slip.SWAPPED, "354", "453", operand=1),)


def test_in_a_difference_the_subtracted_part_moves_the_other_way() -> None:
    """492358 less 468046 is printed as 6312: the subtracted number may have two neighbours swapped."""
    found = find_misprints(Operation.SUB, ["492358", "468046"], Decimal(24312), Decimal(6312))
    assert found == (Misprint(Slip.NEIGHBOURS_SWAPPED, "468046", "486046", operand=1),)


@given(st.integers(1000, 10**7), st.integers(0, 5))
def test_any_two_neighbours_swapped_are_found(number: int, place: int) -> None:
    """Whichever neighbours a typesetter swaps, the slip has its name."""
    digits = list(str(number))
    at = place % (len(digits) - 1)
    digits[at], digits[at + 1] = digits[at + 1], digits[at]
    printed = "".join(digits)
    if printed != str(number) and Decimal(printed).normalize().as_tuple().digits != tuple(map(int, str(number))):
        assert slip_between(str(number), printed) in {Slip.NEIGHBOURS_SWAPPED, Slip.POINT_MOVED}
