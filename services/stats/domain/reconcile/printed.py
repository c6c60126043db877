"""A reconciliation file after it was read and checked: named values, and figures that are computed from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from services.stats.domain.rates import NOT_APPLICABLE
from services.stats.domain.reconcile.check import Check, Tolerances
from services.stats.domain.reconcile.operations import NUMERIC, Operation, evaluate
from services.stats.domain.reconcile.reconciled import Reconciled, reconcile
from services.stats.domain.reconcile.values import Computed, Inquiry, Number, Value

__all__ = ["NoAnswerError", "PrintedFigures", "reconcile_printed"]


class NoAnswerError(LookupError):
    """A value that figures are computed from has no value itself; the message names it."""


@dataclass(frozen=True, slots=True)
class PrintedFigures:
    """`values` are in the order of the file: each refers to those above it only. `bases` of a check are names."""

    values: Mapping[str, Value]
    checks: tuple[Check, ...]
    tolerances: Tolerances = field(default_factory=dict)

    @property
    def questions(self) -> dict[str, Inquiry]:
        """Return what has to be asked, by name; plain arithmetic has nothing."""
        return {name: value for name, value in self.values.items() if isinstance(value, Inquiry)}


def reconcile_printed(printed: PrintedFigures, counts: Mapping[str, int]) -> list[Reconciled]:
    """Return every figure in its order; `counts` answer the questions. Raises OperandError and NoAnswerError."""
    known: dict[str, str] = {}
    for name, value in printed.values.items():
        known[name] = _answer(name, value, known, counts)
    return [reconcile(_filled(check, known), printed.tolerances) for check in printed.checks]


def _answer(name: str, value: Value, known: Mapping[str, str], counts: Mapping[str, int]) -> str:
    match value:
        case Number(text):
            return text
        case Inquiry():
            return str(counts[name])
        case Computed(operation, operands):
            return _plain(name, evaluate(operation, _replaced(operation, operands, known)))


def _plain(name: str, result: Decimal | None) -> str:
    if result is None:
        message = f"{name} is {NOT_APPLICABLE}: something is divided by zero. Remedy: widen the period or the filter"
        raise NoAnswerError(message)
    return f"{result:f}"


def _filled(check: Check, known: Mapping[str, str]) -> Check:
    operands = _replaced(check.operation, check.operands, known)
    names = known if check.bases is None else check.bases
    return replace(check, operands=operands, bases={name: known[name] for name in names})


def _replaced(operation: Operation, operands: tuple[str, ...], known: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(known.get(text, text) for text in operands) if operation in NUMERIC else operands
