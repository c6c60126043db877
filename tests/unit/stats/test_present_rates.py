"""Rates in JSON: everything that is needed to compute the value again, and nothing that was not said."""

from datetime import date
from decimal import Decimal

from services.stats.application.present_rates import present_points, present_rate
from services.stats.domain.rates import Comparator, Days, Points, Rate, Rounding


def test_a_rate_is_an_object() -> None:
    """Numerator, denominator, unit, rounding and places stand beside the value; an unsaid label is left out."""
    assert present_rate(Rate(485_830, 486_046, Rounding.TRUNCATE)) == {
        "numerator": 485_830,
        "denominator": 486_046,
        "unit": "percent",
        "rounding": "truncate",
        "places": 2,
        "value": "99.95",
    }


def test_label_period_and_wording_are_kept() -> None:
    """A report that says "over" and of which days is quoted with both."""
    days = Days(date(2022, 1, 1), date(2022, 6, 8))
    shown = present_rate(Rate(1, 0, label="in time / resolved", period=days, comparator=Comparator.OVER))
    assert shown["value"] == "not_applicable"
    assert (shown["label"], shown["comparator"]) == ("in time / resolved", "over")
    assert shown["period"] == {"from": days.first, "to": days.last}


def test_points_name_their_unit_and_both_sides() -> None:
    """23 percentage points over the target, not 23 percent."""
    shown = present_points(Points(Rate(73, 100, places=0), Decimal(50)))
    assert (shown["unit"], shown["value"], shown["less"]) == ("percentage_point", "23", "50")
    assert present_points(Points(Rate(73, 100), Rate(1, 2)))["less"]["value"] == "50.00"
