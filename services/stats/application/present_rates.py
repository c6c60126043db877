"""Rates as plain values for JSON: objects that say what was divided, over which days and how it was rounded."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from services.stats.domain.rates import Points, Rate


def present_rates(rates: Mapping[str, Rate]) -> dict[str, Any]:
    return {name: present_rate(rate) for name, rate in rates.items()}


def present_rate(rate: Rate) -> dict[str, Any]:
    """Return the rate; `label`, `period` and `comparator` only where it has them, `value` always as text."""
    optional = {
        "label": rate.label or None,
        "period": {"from": rate.period.first, "to": rate.period.last} if rate.period else None,
        "comparator": rate.comparator.value if rate.comparator else None,
    }
    return {
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "unit": rate.unit.value,
        "rounding": rate.rounding.value,
        "places": rate.places,
        "value": rate.value,
    } | {name: value for name, value in optional.items() if value is not None}


def present_points(points: Points) -> dict[str, Any]:
    """Return how far a rate is above another one or a target, in percentage points."""
    less = points.less
    return {
        "of": present_rate(points.rate),
        "less": str(less) if isinstance(less, Decimal) else present_rate(less),
        "unit": points.unit.value,
        "value": points.value,
    }
