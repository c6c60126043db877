"""When a desk is open to the public on one day: its working windows, and the extended ones for their fields."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

__all__ = ["WORKING", "DeskDay", "DeskWindow"]

WORKING: Final = "working"


@dataclass(frozen=True, slots=True)
class DeskWindow:
    """Open from `opens` up to, not including, `closes` (UTC); `fields` None serves every field.

    `tag` is `working` or the tag of the rule that extends the day.
    """

    opens: datetime
    closes: datetime
    tag: str = WORKING
    fields: frozenset[str] | None = None

    def serves(self, field: str | None) -> bool:
        """Whether somebody with this field may come; None asks about any field."""
        return self.fields is None or field is None or field in self.fields


@dataclass(frozen=True, slots=True)
class DeskDay:
    """The windows of one desk on one day in order; none on a day off."""

    windows: tuple[DeskWindow, ...] = ()

    def at(self, moment: datetime, field: str | None = None) -> DeskWindow | None:
        """The window open at `moment` for `field`; a closing instant is outside."""
        return next((each for each in self._serving(field) if each.opens <= moment < each.closes), None)

    def next_after(self, moment: datetime, field: str | None = None) -> DeskWindow | None:
        """The first window of the day for `field` that opens later."""
        return next((each for each in self._serving(field) if each.opens > moment), None)

    def not_yet_over(self, moment: datetime) -> DeskWindow | None:
        """The window that an opening at `moment` is for."""
        return next((each for each in self.windows if each.closes > moment), None)

    def last_begun(self, moment: datetime) -> DeskWindow | None:
        """The window that a closing at `moment` ends, or comes after."""
        begun = [each for each in self.windows if each.opens <= moment]
        return begun[-1] if begun else None

    def closing(self, field: str | None = None) -> datetime | None:
        """When the last window for `field` ends; None when the day has none for it."""
        return max((each.closes for each in self._serving(field)), default=None)

    def _serving(self, field: str | None) -> Iterable[DeskWindow]:
        return (each for each in self.windows if each.serves(field))
