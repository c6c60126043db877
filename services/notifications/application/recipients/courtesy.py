"""Holds messages back that come at a bad time, by the rules that hold at their agency on the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue.pack import RulePack
from services.kernel.catalogue.unknown import UnknownAgency, UnknownPack
from services.kernel.times import local_day
from services.kernel.working_time import MissingYearError, WorkingCalendar
from services.notifications.domain.notification import About, Notification
from services.notifications.domain.recipients.hours import Hours, release_at
from services.notifications.domain.recipients.manner import SERVICE_MESSAGE, Manner

__all__ = ["AtAnyHour", "Courtesy", "Hold", "ReasonableHours", "Rules"]


@dataclass(frozen=True, slots=True)
class Hold:
    """Not before `until`; `reason` as in the status event."""

    until: datetime
    reason: str


class Rules(Protocol):
    """Of the catalogue: raises UnknownPack and UnknownAgency."""

    def rules_on(self, day: date, agency: AgencyCode) -> RulePack: ...

    def calendar_for(self, agency: AgencyCode) -> WorkingCalendar: ...


class Courtesy(Protocol):
    """Whether a message has to wait for a better time."""

    def hold(self, notification: Notification, now: datetime) -> Hold | None: ...


class AtAnyHour:
    """Where messages reach nobody, as on a developer's machine."""

    def hold(self, _notification: Notification, _now: datetime) -> Hold | None:
        return None


class ReasonableHours:
    """Quiet hours of the rule pack, advertising hours, days off; urgent messages go at any time."""

    def __init__(self, rules: Rules, manners: Mapping[str, Manner]) -> None:
        self._rules = rules
        self._manners = manners

    def hold(self, notification: Notification, now: datetime) -> Hold | None:
        about = notification.about
        manner = self._manners.get(about.template, SERVICE_MESSAGE)
        if manner.urgent:
            return None
        hours = self._hours(about, manner, now)
        until = hours and release_at(now, hours, lambda day: self._is_good(day, about, manner), about.code)
        return Hold(until, "bad_time") if until else None

    def _hours(self, about: About, manner: Manner, now: datetime) -> Hours | None:
        """None on a day without rules: then nothing holds a message."""
        try:
            pack = self._rules.rules_on(local_day(now), AgencyCode(about.agency))
        except UnknownPack:
            return None
        notices, spread = pack.notices, timedelta(minutes=pack.notices.spread_minutes)
        if manner.advertising:
            return Hours(pack.advertising.closes, pack.advertising.opens, spread)
        return Hours(notices.quiet_from, notices.quiet_to, spread)

    def _is_good(self, day: date, about: About, manner: Manner) -> bool:
        """A year that the calendar does not have yet, or an agency that it never heard of, holds nothing up."""
        if not manner.working_days:
            return True
        try:
            return self._rules.calendar_for(AgencyCode(about.agency)).is_working_day(day)
        except (MissingYearError, UnknownAgency):
            return True
