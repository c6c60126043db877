"""Slips of a typesetter that lead from one number to another: digits swapped, taken for one another, lost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from services.stats.domain.reconcile.operations import Operation

__all__ = ["Misprint", "Slip", "find_misprints", "slip_between"]

_FEWEST_DIGITS: Final = 3
"""Of shorter numbers any two look like a slip"""
_PAIR: Final = 2


class Slip(StrEnum):
    """`exchanged`: two digits stand for one another everywhere, as 6 and 9 do in 969 and 696."""

    NEIGHBOURS_SWAPPED = "neighbours_swapped"
    SWAPPED = "swapped"
    EXCHANGED = "exchanged"
    LOST = "lost"
    ADDED = "added"
    POINT_MOVED = "point_moved"
    ONE_DIGIT = "one_digit"


@dataclass(frozen=True, slots=True)
class Misprint:
    """`printed` stands where `meant` would make the figures agree; operand None is the result itself.

    Which of the printed numbers is wrong stays unknown: this is one explanation, not a correction.
    """

    slip: Slip
    printed: str
    meant: str
    operand: int | None = None


def find_misprints(
    operation: Operation, operands: Sequence[str], computed: Decimal, printed: Decimal
) -> tuple[Misprint, ...]:
    """Return each single slip that explains the gap, that of the result first."""
    found = _misprint(printed, computed, None)
    return ((found,) if found else ()) + tuple(_in_operands(operation, operands, computed - printed))


def slip_between(meant: str, printed: str) -> Slip | None:
    """Return the slip that leads from one number to the other, None when it takes more than one."""
    left, right = (text.replace(".", "").lstrip("-") for text in (meant, printed))
    if min(len(left), len(right)) < _FEWEST_DIGITS or meant == printed:
        return None
    if _is_moved(meant, printed):
        return Slip.POINT_MOVED
    if len(left) == len(right):
        return _same_length(left, right)
    if abs(len(left) - len(right)) == 1:
        return Slip.LOST if _is_without_one(left, right) else Slip.ADDED if _is_without_one(right, left) else None
    return None


def _in_operands(operation: Operation, operands: Sequence[str], gap: Decimal) -> Iterator[Misprint]:
    """In a sum or difference the other numbers may be right and one of the parts wrong."""
    if operation not in {Operation.SUM, Operation.SUB}:
        return
    for place, text in enumerate(operands):
        added = operation is Operation.SUM or place == 0
        part = Decimal(text)
        found = _misprint(part, part - gap if added else part + gap, place)
        if found:
            yield found


def _misprint(printed: Decimal, meant: Decimal, operand: int | None) -> Misprint | None:
    slip = slip_between(str(meant), str(printed)) if meant > 0 else None
    return Misprint(slip, str(printed), str(meant), operand) if slip else None


def _same_length(left: str, right: str) -> Slip | None:
    places = [place for place, (one, other) in enumerate(zip(left, right, strict=True)) if one != other]
    pairs = {(left[place], right[place]) for place in places}
    if len(places) == 1:
        return Slip.ONE_DIGIT
    if len(pairs) != _PAIR or {(other, one) for one, other in pairs} != pairs:
        return None
    if len(places) > _PAIR:
        return Slip.EXCHANGED
    return Slip.NEIGHBOURS_SWAPPED if places[1] - places[0] == 1 else Slip.SWAPPED


def _is_without_one(longer: str, shorter: str) -> bool:
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


def _is_moved(meant: str, printed: str) -> bool:
    """The same digits with the decimal point, or the thousands, elsewhere."""
    left, right = Decimal(meant).normalize().as_tuple(), Decimal(printed).normalize().as_tuple()
    return left.digits == right.digits and left.exponent != right.exponent
