"""One figure reconciled: computed beside printed, the gap, what explains it, and whether that was known."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from services.stats.domain.rates import NOT_APPLICABLE, Rounding, round_to
from services.stats.domain.reconcile.agreements import Agreement, BaseRange, agreements, base_ranges, places_of
from services.stats.domain.reconcile.check import Check, Tolerances
from services.stats.domain.reconcile.misprints import Misprint, find_misprints
from services.stats.domain.reconcile.operations import evaluate

__all__ = ["Reconciled", "Verdict", "reconcile"]


class Verdict(StrEnum):
    """`other_base`: no rounding leads to the print, but the same parts over another base do."""

    UNPRINTED = "unprinted"
    AGREES = "agrees"
    OTHER_BASE = "other_base"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Reconciled:
    """`gap` is computed (half up, at the figure's places) less printed; neither figure is ever overwritten."""

    check: Check
    computed: str
    gap: Decimal | None
    agreements: tuple[Agreement, ...]
    bases: tuple[BaseRange, ...] = ()
    """Which whole bases would explain a percentage that agrees on none of those known"""
    misprints: tuple[Misprint, ...] = ()

    @property
    def verdict(self) -> Verdict:
        if self.check.printed is None:
            return Verdict.UNPRINTED
        if self.agrees:
            return Verdict.AGREES
        return Verdict.OTHER_BASE if self.agreements else Verdict.DIFFERS

    @property
    def agrees(self) -> bool | None:
        """Whether a rounding leads to the print on the figure's own base, None when nothing is printed."""
        return None if self.check.printed is None else any(not found.base for found in self.agreements)

    @property
    def roundings(self) -> tuple[Rounding, ...]:
        """Those that lead to the print on the figure's own base."""
        return tuple(found.rounding for found in self.agreements if found.rounding and not found.base)

    @property
    def surprises(self) -> tuple[str, ...]:
        """What is otherwise than the file records; a printed figure that disagrees unrecorded is one."""
        return tuple(_surprises(self))


def reconcile(check: Check, tolerances: Tolerances) -> Reconciled:
    """Compute the figure and explain its print; raises OperandError."""
    exact = evaluate(check.operation, check.operands)
    computed = NOT_APPLICABLE if exact is None else str(round_to(exact, check.places, Rounding.HALF_UP))
    if check.printed is None or exact is None:
        return Reconciled(check, computed, None, ())
    found = agreements(check, exact, tolerances)
    gap = Decimal(computed) - Decimal(check.printed)
    if any(not agreement.base for agreement in found) or check.comparator:
        return Reconciled(check, computed, gap, found)
    as_printed = round_to(exact, places_of(check.printed), Rounding.HALF_UP)
    misprints = find_misprints(check.operation, check.operands, as_printed, Decimal(check.printed))
    return Reconciled(check, computed, gap, found, base_ranges(check), misprints)


def _surprises(found: Reconciled) -> Iterator[str]:
    known = found.check.known
    if known.computed is not None and not _is_same(known.computed, found.computed):
        yield f"computed {found.computed}, recorded {known.computed}"
    if known.gap is not None and known.gap != found.gap:
        yield f"gap {found.gap}, recorded {known.gap}"
    if found.agrees is not None and found.agrees != (known.agrees is not False):
        yield "it agrees, recorded that it does not" if found.agrees else "printed and computed disagree"
    if known.rounding and found.agrees and known.rounding not in found.roundings:
        yield f"the print does not follow by {known.rounding}"


def _is_same(recorded: str, computed: str) -> bool:
    """36 and 36.00 are one number, and "not applicable" is none."""
    if NOT_APPLICABLE in {recorded, computed}:
        return recorded == computed
    return Decimal(recorded) == Decimal(computed)
