"""Reads `expr: {percent: [in_time, "486046"]}`: one operation with its operands."""

from collections.abc import Collection
from decimal import Decimal, InvalidOperation

from services.kernel.catalogue.section import Section
from services.stats.domain.reconcile.operations import NUMERIC, OperandError, Operation, check_operands, evaluate

__all__ = ["read_expression"]

_HARMLESS = (Operation.SUM, ("0",))


def read_expression(section: Section, names: Collection[str]) -> tuple[Operation, tuple[str, ...]]:
    """Return the operation and its operands: numbers, or names of values that were declared above."""
    inner = section.section("expr")
    if inner is None:
        section.fail("expr", "expr is missing", "add expr: {operation: [operands]}")
        return _HARMLESS
    found = inner.names()
    if len(found) != 1 or found[0] not in set(Operation):
        section.fail("expr", "expr is not one known operation", f"use one of {', '.join(Operation)}")
        return _HARMLESS
    operation, operands = Operation(found[0]), tuple(inner.texts(found[0]))
    return (operation, operands) if _fits(inner, operation, operands, names) else _HARMLESS


def _fits(section: Section, operation: Operation, operands: tuple[str, ...], names: Collection[str]) -> bool:
    try:
        check_operands(operation, operands)
        if operation in NUMERIC:
            _check_named(operands, names)
        else:
            evaluate(operation, operands)
    except OperandError as error:
        section.fail(operation, str(error), error.remedy)
    return section.ok


def _check_named(operands: tuple[str, ...], names: Collection[str]) -> None:
    known = ", ".join(names) or "(none)"
    for text in operands:
        if text not in names and not _is_number(text):
            raise OperandError(f"{text!r} is neither a number nor a value above", f"write a number or one of: {known}")


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
