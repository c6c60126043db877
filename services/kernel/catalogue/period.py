"""Validity from a day to a day, both included; no last day means open-ended."""

from dataclasses import dataclass
from datetime import date

__all__ = ["ALWAYS", "Period"]


@dataclass(frozen=True, slots=True)
class Period:
    first: date = date.min
    last: date | None = None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def overlaps(self, other: "Period") -> bool:
        return self.covers(other.first) or other.covers(self.first)


ALWAYS = Period()
