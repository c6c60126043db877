"""Under which base and rounding a computed figure is the printed one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from services.stats.domain.rates import Comparator, Rounding, round_to
from services.stats.domain.reconcile.check import Check, Tolerances
from services.stats.domain.reconcile.operations import Operation, evaluate, whole_bases

__all__ = ["Agreement", "BaseRange", "agreements", "base_ranges", "holds", "places_of"]

_HUNDRED: Final = Decimal(100)
_WITH_BASE: Final = frozenset({Operation.PERCENT, Operation.DIV})


@dataclass(frozen=True, slots=True)
class Agreement:
    """`base` is the name of another base, "" the figure's own; without a rounding it holds as worded.

    Only a share has a complement: of a sum or a ratio it would be no more than rounding up.
    """

    base: str
    rounding: Rounding | None


@dataclass(frozen=True, slots=True)
class BaseRange:
    """Every whole base from `smallest` to `largest` would lead to the printed percentage by that rounding."""

    rounding: Rounding
    smallest: int
    largest: int


def places_of(text: str) -> int:
    """Return how many decimals are printed."""
    return len(text.partition(".")[2])


def agreements(check: Check, exact: Decimal | None, tolerances: Tolerances) -> tuple[Agreement, ...]:
    """Return how the figure comes to what is printed: on its own base first, then on the others."""
    if check.printed is None:
        return ()
    printed = Decimal(check.printed)
    own = () if exact is None else _of(check, exact, printed, "", tolerances)
    others = (
        found
        for name, other in _on_other_bases(check).items()
        for found in _of(check, other, printed, name, tolerances)
    )
    return (*own, *others)


def base_ranges(check: Check) -> tuple[BaseRange, ...]:
    """Return the whole bases that would explain a printed percentage, by rounding."""
    if check.printed is None or check.operation is not Operation.PERCENT:
        return ()
    numerator, printed = Decimal(check.operands[0]), Decimal(check.printed)
    step = Decimal(1).scaleb(-places_of(check.printed))
    bounds = {
        Rounding.HALF_UP: (printed - step / 2, printed + step / 2),
        Rounding.TRUNCATE: (printed, printed + step),
    }
    found = {rounding: whole_bases(numerator, *bound) for rounding, bound in bounds.items()}
    return tuple(BaseRange(rounding, *bases) for rounding, bases in found.items() if bases)


def _on_other_bases(check: Check) -> Mapping[str, Decimal]:
    if check.operation not in _WITH_BASE:
        return {}
    numerator, base = check.operands
    own = {Decimal(numerator), Decimal(base)}
    others = {name: other for name, other in (check.bases or {}).items() if Decimal(other) not in own}
    results = {name: evaluate(check.operation, (numerator, other)) for name, other in others.items()}
    return {name: result for name, result in results.items() if result is not None}


def _of(
    check: Check, exact: Decimal, printed: Decimal, base: str, tolerances: Tolerances
) -> Iterator[Agreement] | tuple[Agreement, ...]:
    if check.comparator is not None:
        worded = holds(exact, check.comparator, printed, tolerances)
        return (Agreement(base, None),) if worded else ()
    places = places_of(check.printed or "")
    ways = [way for way in Rounding if way is not Rounding.COMPLEMENT or check.operation is Operation.PERCENT]
    return (Agreement(base, way) for way in ways if round_to(exact, places, way) == printed)


def holds(exact: Decimal, comparator: Comparator, printed: Decimal, tolerances: Tolerances) -> bool:
    """Whether the wording is true; "nearly" is from below, "about" from either side."""
    slack = abs(printed) * tolerances.get(comparator, Decimal(0)) / _HUNDRED
    match comparator:
        case Comparator.OVER:
            return exact > printed
        case Comparator.AT_LEAST:
            return exact >= printed
        case Comparator.NEARLY:
            return printed - slack <= exact < printed
        case Comparator.ABOUT:
            return abs(exact - printed) <= slack
