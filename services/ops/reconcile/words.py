"""A reconciled figure in one English sentence: how computed and printed come together, or why not."""

from collections.abc import Iterator
from typing import Final

from services.stats.domain.rates import Rounding
from services.stats.domain.reconcile.agreements import Agreement, BaseRange
from services.stats.domain.reconcile.misprints import Misprint, Slip
from services.stats.domain.reconcile.reconciled import Reconciled, Verdict

__all__ = ["explain", "sentence"]

_ROUNDINGS: Final = {
    Rounding.HALF_UP: "rounded half up",
    Rounding.TRUNCATE: "cut off",
    Rounding.COMPLEMENT: "as 100 less the rest cut off",
}
_SLIPS: Final = {
    Slip.NEIGHBOURS_SWAPPED: "two neighbouring digits swapped",
    Slip.SWAPPED: "two digits swapped",
    Slip.EXCHANGED: "digits taken for one another",
    Slip.LOST: "a digit lost",
    Slip.ADDED: "a digit too many",
    Slip.POINT_MOVED: "the point moved",
    Slip.ONE_DIGIT: "one digit different",
}
_SIGNS: Final = {"sum": " + ", "sub": " - ", "div": " / ", "percent": " of "}


def explain(found: Reconciled) -> str:
    """Return under which base and rounding the figures agree, or what would explain that they do not."""
    match found.verdict:
        case Verdict.UNPRINTED:
            return "no figure is printed"
        case Verdict.AGREES:
            return _agreement(found)
        case Verdict.OTHER_BASE:
            others = "; ".join(f"over {each.base} {_way(each)}" for each in found.agreements)
            return f"not on this base; {others}"
    return "; ".join(_differences(found))


def sentence(found: Reconciled) -> str:
    """Return the arithmetic with its result, what is printed and how they come together."""
    check = found.check
    told = f"{check.quantity}: {_arithmetic(found)} = {found.computed}"
    if found.verdict is Verdict.UNPRINTED:
        return _with_note(f"{told}; {explain(found)}", check.note)
    if found.verdict is Verdict.AGREES and not found.gap:
        return f"{told}, as printed"
    return _with_note(f"{told}, printed {check.printed}, gap {found.gap}: {explain(found)}", check.note)


def _with_note(told: str, note: str) -> str:
    return f"{told} ({note})" if note else told


def _arithmetic(found: Reconciled) -> str:
    check = found.check
    sign = _SIGNS.get(check.operation)
    return sign.join(check.operands) if sign else f"{check.operation} of {', '.join(check.operands)}"


def _agreement(found: Reconciled) -> str:
    if found.check.comparator is not None:
        return f"holds as {found.check.comparator.value.replace('_', ' ')}"
    if not found.gap:
        return "as printed"
    return " or ".join(_ROUNDINGS[rounding] for rounding in found.roundings)


def _way(agreement: Agreement) -> str:
    return "as worded" if agreement.rounding is None else _ROUNDINGS[agreement.rounding]


def _differences(found: Reconciled) -> Iterator[str]:
    yield "no base and rounding leads to it" if found.bases else "no rounding leads to it"
    yield from map(_range, found.bases)
    yield from (_misprint(each, found) for each in found.misprints)


def _range(bases: BaseRange) -> str:
    wide = f"a base from {bases.smallest} to {bases.largest}"
    told = f"the base {bases.smallest}" if bases.smallest == bases.largest else wide
    return f"{told} would, {_ROUNDINGS[bases.rounding]}"


def _misprint(misprint: Misprint, found: Reconciled) -> str:
    where = "" if misprint.operand is None else f" in {found.check.operands[misprint.operand]}"
    return f"perhaps a misprint{where}: {misprint.printed} for {misprint.meant}, {_slip(misprint)}"


def _slip(misprint: Misprint) -> str:
    told = _SLIPS[misprint.slip]
    if misprint.slip is not Slip.EXCHANGED:
        return told
    pairs = zip(misprint.printed, misprint.meant, strict=True)
    return f"the digits {' and '.join(sorted({one for one, other in pairs if one != other}))} taken for one another"
