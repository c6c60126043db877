"""An agency's roster: which officers do which fields, with which skills, in which shifts. Account ids only."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time

from services.kernel.agency_code import AgencyCode
from services.kernel.times import VIETNAM

__all__ = ["Roster", "Rostered", "Shift"]


@dataclass(frozen=True, slots=True)
class Shift:
    """Local times on ISO weekdays (1 is Monday); includes its start and excludes its end."""

    weekdays: frozenset[int]
    starts: time
    ends: time

    def covers(self, moment: datetime) -> bool:
        here = moment.astimezone(VIETNAM)
        return here.isoweekday() in self.weekdays and self.starts <= here.time() < self.ends


@dataclass(frozen=True, slots=True)
class Rostered:
    """One officer. No `shifts` means all of the agency's hours.

    A `fallback` takes what nobody of the field can take, if their skills allow it. Times are UTC; valid from the start
    up to, not including, the end.
    """

    officer: str
    fields: tuple[str, ...]
    skills: tuple[str, ...] = ()
    shifts: tuple[Shift, ...] = ()
    fallback: bool = False
    valid_from: datetime | None = None
    valid_to: datetime | None = None

    def holds(self, moment: datetime) -> bool:
        return (self.valid_from is None or self.valid_from <= moment) and (
            self.valid_to is None or moment < self.valid_to
        )

    def on_shift(self, moment: datetime) -> bool:
        return not self.shifts or any(shift.covers(moment) for shift in self.shifts)

    def lacks(self, needed: Iterable[str]) -> tuple[str, ...]:
        """The needed skills that the officer does not have."""
        return tuple(skill for skill in needed if skill not in self.skills)

    def takes(self, field: str) -> bool:
        return self.fallback or field in self.fields


@dataclass(frozen=True, slots=True)
class Roster:
    """`version` counts changes; 0 is the empty roster of an agency that never kept one."""

    agency: AgencyCode
    version: int = 0
    officers: tuple[Rostered, ...] = ()

    def with_officer(self, entry: Rostered) -> "Roster":
        """In place of the officer's entry so far; the same again changes nothing."""
        if entry in self.officers:
            return self
        others = (each for each in self.officers if each.officer != entry.officer)
        return self._next([*others, entry])

    def without(self, officer: str) -> "Roster":
        left = [each for each in self.officers if each.officer != officer]
        return self if len(left) == len(self.officers) else self._next(left)

    def of(self, officer: str) -> Rostered | None:
        return next((each for each in self.officers if each.officer == officer), None)

    def _next(self, officers: Collection[Rostered]) -> "Roster":
        ordered = tuple(sorted(officers, key=lambda each: each.officer))
        return replace(self, version=self.version + 1, officers=ordered)
