"""Reconciled figures as plain values for JSON; every number is text, so that no reader makes it binary."""

from collections.abc import Iterable
from typing import Any

from services.stats.domain.reconcile.reconciled import Reconciled

__all__ = ["present_reconciled"]


def present_reconciled(found: Iterable[Reconciled]) -> list[dict[str, Any]]:
    return [_presented(each) for each in found]


def _presented(found: Reconciled) -> dict[str, Any]:
    check = found.check
    return {
        "id": check.id,
        "quantity": check.quantity,
        "source": check.source,
        "unit": check.unit,
        "expression": {check.operation.value: list(check.operands)},
        "printed": check.printed,
        "comparator": check.comparator.value if check.comparator else None,
        "computed": found.computed,
        "gap": None if found.gap is None else str(found.gap),
        "verdict": found.verdict.value,
        "surprises": list(found.surprises),
        "note": check.note,
    } | _explained(found)


def _explained(found: Reconciled) -> dict[str, Any]:
    return {
        "agrees_under": [
            {"base": each.base or None, "rounding": each.rounding.value if each.rounding else None}
            for each in found.agreements
        ],
        "bases_that_would_agree": [
            {"rounding": each.rounding.value, "smallest": each.smallest, "largest": each.largest}
            for each in found.bases
        ],
        "possible_misprints": [
            {"slip": each.slip.value, "printed": each.printed, "meant": each.meant, "operand": each.operand}
            for each in found.misprints
        ],
    }
