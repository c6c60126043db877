"""What people may be bothered with, by the rules that hold at an agency on a day."""

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
from services.notifications.domain.recipients.hours import Hours, next_morning, release_at
from services.notifications.domain.recipients.limits import DayLimit, WindowLimit
from services.notifications.domain.recipients.manner import SERVICE_MESSAGE, Manner

__all__ = ["Courtesy", "Hold", "Rules"]


@dataclass(frozen=True, slots=True)
class Hold:
    """Not before `until`; `reason` as in the status event."""

    until: datetime
    reason: str


class Rules(Protocol):
    """Of the catalogue: raises UnknownPack and UnknownAgency."""

    def rules_on(self, day: date, agency: AgencyCode) -> RulePack: ...

    def calendar_for(self, agency: AgencyCode) -> WorkingCalendar: ...


class Courtesy:
    """Not `strict`, where messages reach nobody: then any hour and any number will do.

    Nor is anything held on a day that no rule pack covers.
    """

    def __init__(self, rules: Rules, manners: Mapping[str, Manner], *, strict: bool) -> None:
        self._rules = rules
        self._manners = manners
        self._strict = strict

    def manner(self, about: About) -> Manner:
        return self._manners.get(about.template, SERVICE_MESSAGE)

    def label(self, about: About, now: datetime) -> str:
        """What the text has to begin with: nothing, unless it is advertising."""
        pack = self._pack(about, now) if self.manner(about).advertising else None
        return f"{pack.advertising.label} " if pack else ""

    def hold(self, notification: Notification, now: datetime) -> Hold | None:
        """Whether it comes at a bad time; urgent messages never do."""
        about = notification.about
        manner = self.manner(about)
        if manner.urgent or not self._strict:
            return None
        hours = self._hours(about, manner, now)
        until = hours and release_at(now, hours, lambda day: self._is_good(day, about, manner), about.code)
        return Hold(until, "bad_time") if until else None

    def limit(self, about: About, now: datetime) -> DayLimit | WindowLimit | None:
        """None for what no number holds back."""
        manner, pack = self.manner(about), self._pack(about, now)
        if pack is None or not self._strict:
            return None
        if manner.advertising:
            return WindowLimit(pack.advertising.most, timedelta(hours=pack.advertising.hours))
        return None if manner.mandatory or not pack.notices.most_a_day else DayLimit(pack.notices.most_a_day)

    def tomorrow(self, about: About, now: datetime) -> Hold:
        """For what is beyond the number of a day."""
        hours = self._hours(about, self.manner(about), now)
        return Hold(next_morning(now, hours, about.code) if hours else now + timedelta(days=1), "day_limit")

    def _pack(self, about: About, now: datetime) -> RulePack | None:
        try:
            return self._rules.rules_on(local_day(now), AgencyCode(about.agency))
        except UnknownPack:
            return None

    def _hours(self, about: About, manner: Manner, now: datetime) -> Hours | None:
        pack = self._pack(about, now)
        if pack is None:
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
