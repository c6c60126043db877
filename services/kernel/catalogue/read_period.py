"""Reads `valid_from` and `valid_to`."""

from datetime import date

from services.kernel.catalogue.period import Period
from services.kernel.catalogue.section import Section

__all__ = ["read_period"]


def read_period(section: Section) -> Period:
    """An absent first day means always; an absent last day means open-ended."""
    period = Period(section.maybe_day("valid_from") or date.min, section.maybe_day("valid_to"))
    if period.last is not None and period.last < period.first:
        section.fail("valid_to", "valid_to lies before valid_from", "correct one of the days")
    return period
