"""Everybody of one agency as known now, and who of them takes a piece of work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from zlib import crc32

from services.kernel.agency_code import AgencyCode
from services.kernel.signing import SigningRegister
from services.kernel.working_time import MissingYearError, WorkingCalendar
from services.routing.domain.people.roster import Roster, Rostered

__all__ = ["Duty", "Team", "Teams"]


@dataclass(frozen=True, slots=True)
class Duty:
    """`fallback`: nobody of the field can take it."""

    officer: str
    fallback: bool


@dataclass(frozen=True, slots=True)
class Team:
    """`needs` are the skills by field; absences are those of the signing `register`, None for an agency without one."""

    roster: Roster
    register: SigningRegister | None
    calendar: WorkingCalendar
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def next_worked(self, moment: datetime) -> datetime:
        """The moment itself in working time, else the next opening; itself too in a year that is not loaded."""
        try:
            return self.calendar.next_opening(moment)
        except MissingYearError:
            return moment

    def is_away(self, officer: str, moment: datetime) -> bool:
        return self.register is not None and self.register.is_away(officer, moment)

    def next_move(self, moment: datetime) -> datetime | None:
        """When, after a moment, somebody next comes or goes; None when nothing is known to change."""
        moments = [each for entry in self.roster.officers for each in (entry.valid_from, entry.valid_to)]
        if self.register is not None:
            moments += self.register.moments()
        return min((each for each in moments if each is not None and each > moment), default=None)

    def missing(self, entry: Rostered, fields: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """The skills that an officer lacks, by field."""
        return {name: lacking for name in fields if (lacking := entry.lacks(self.needs.get(name, ())))}

    def may_take(self, entry: Rostered, field_name: str, moment: datetime) -> bool:
        """By roster and skill; whether they are there is another question."""
        return entry.holds(moment) and entry.takes(field_name) and not entry.lacks(self.needs.get(field_name, ()))

    def who_takes(self, field_name: str, moment: datetime, spread: str) -> Duty | None:
        """An officer of the field, those on shift first; else a fallback; None when nobody qualified is there.

        `spread` names the work: the same work goes to the same officer, different work to all of them alike.
        """
        here = [
            entry
            for entry in self.roster.officers
            if self.may_take(entry, field_name, moment) and not self.is_away(entry.officer, moment)
        ]
        own = [entry for entry in here if field_name in entry.fields]
        chosen = [entry for entry in own if entry.on_shift(moment)] or own or here
        if not chosen:
            return None
        officer = chosen[crc32(spread.encode()) % len(chosen)].officer
        return Duty(officer, fallback=not own)

    def is_anybody_there(self, field_name: str, moment: datetime) -> bool:
        """Whether an officer of the field is on shift now; an agency without a roster is trusted to be there."""
        of_field = [entry for entry in self.roster.officers if field_name in entry.fields and entry.holds(moment)]
        return not of_field or any(
            entry.on_shift(moment) and not self.is_away(entry.officer, moment) for entry in of_field
        )


class Teams(Protocol):
    def team(self, agency: AgencyCode, moment: datetime) -> Team | None:
        """None for an agency that keeps neither roster nor signing register."""
        ...
