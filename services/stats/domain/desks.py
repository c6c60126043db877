"""Which agencies have a desk: rows that reports show even if nothing came."""

from collections.abc import Collection
from datetime import date

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.kernel.catalogue.period import Period
from services.stats.domain.scope import is_asked

__all__ = ["desks_in"]

_DESK = "desk"


def desks_in(catalogue: Catalogue, agencies: Collection[str] | None, first: date, last: date) -> list[AgencyCode]:
    """Return those in force on a day from `first` to `last`, at these agencies or below; None is everywhere."""
    days = Period(first, last)
    return [
        code
        for code, agency in catalogue.agencies.items()
        if _DESK in agency.roles and agency.validity.overlaps(days) and is_asked(agencies, code)
    ]
