"""The terms of personal data in the rules of a day: how long it is kept, by when a request is answered."""

from datetime import datetime, timedelta
from typing import Final

from services.intake.application.terms import Terms
from services.kernel.agency_code import AgencyCode
from services.kernel.times import local_day
from services.runtime.failures import PermanentError

__all__ = ["PrivacyTerms"]

_MINUTES_A_DAY: Final = 8 * 60
"""A working day is 8 hours by definition (domain §6)."""


class PrivacyTerms:
    """Implements the ports `RetentionTerms` and `RequestTerms`."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms

    def retention(self, agency: AgencyCode, retention_class: str, now: datetime) -> timedelta:
        """Raises PermanentError(retention_unknown) for a class that the rules say nothing about."""
        days = self._terms.rules(local_day(now), agency).retention.get(retention_class)
        if days is None:
            raise PermanentError("retention_unknown", retention_class=retention_class)
        return timedelta(days=days)

    def answer_by(self, agency: AgencyCode, received_at: datetime) -> datetime:
        days = self._terms.rules(local_day(received_at), agency).privacy.answer_days
        return self._terms.catalogue.calendar_for(agency).add(received_at, days * _MINUTES_A_DAY)
