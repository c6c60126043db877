"""Rates of a period say what they divide; the share in time stands on both bases that articles use."""

from datetime import date
from decimal import Decimal

from services.stats.application.present import present_figures
from services.stats.domain.figures import Figures
from services.stats.domain.rates import Days

_RECEIVED, _PENDING = 150_396, 4_500
_ENDS = {"early": 100_500, "on_time": 40_000, "late": 5_396}
DAYS = Days(date(2022, 1, 1), date(2022, 6, 8))


def _figures() -> Figures:
    during = {f"received:{outcome}": count for outcome, count in _ENDS.items()} | {"received:pending": _PENDING}
    resolved = {f"resolved:{outcome}": count for outcome, count in _ENDS.items()}
    return Figures(during | resolved, during | resolved)


def test_the_share_in_time_is_shown_on_both_bases() -> None:
    """Article 002's "over 90 percent" holds on what was resolved and on what was received."""
    rates = _figures().rates
    of_resolved, of_received = rates["on_time"], rates["on_time_of_received"]
    assert of_resolved.denominator == sum(_ENDS.values())
    assert of_received.denominator == _RECEIVED
    assert of_resolved.numerator == of_received.numerator == 140_500
    assert Decimal(of_resolved.value) > Decimal(of_received.value) > 90


def test_every_rate_says_what_it_divides_and_over_which_days() -> None:
    """A rate in an answer can be quoted without the report around it."""
    shown = present_figures(_figures(), DAYS)["rates"]
    assert all(rate["label"] and rate["period"] == {"from": DAYS.first, "to": DAYS.last} for rate in shown.values())
    assert shown["completion"]["label"] == "resolved / (resolved + pending)"


def test_nothing_out_of_nothing_is_a_rate() -> None:
    """An empty period has no share in time, late or otherwise."""
    assert {rate.value for rate in Figures().rates.values()} == {"not_applicable"}
