"""When a desk really opened and closed on one day, judged by its calendar."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from services.intake.domain.activity.windows import DeskDay, DeskWindow
from services.intake.domain.errors import RuleError
from services.kernel.agency_code import AgencyCode

__all__ = ["DeskHours", "OpenPeriod"]

_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class OpenPeriod:
    """From opening to closing, each with what the calendar says of it; `closed_at` None while it is open.

    Minutes are whole ones, so a few seconds are no breach. `opened_by` and `closed_by` mark the requests.
    """

    opened_at: datetime
    opens_at: datetime
    window: str
    late_minutes: int = 0
    opened_by: str | None = None
    closed_at: datetime | None = None
    closes_at: datetime | None = None
    closed_in: str | None = None
    early_minutes: int = 0
    closed_by: str | None = None
    backfill: bool = False


@dataclass(frozen=True, slots=True)
class DeskHours:
    """One desk on one day; periods in order, at most the last one open."""

    id: str
    agency: AgencyCode
    periods: tuple[OpenPeriod, ...] = ()

    @property
    def last(self) -> OpenPeriod | None:
        return self.periods[-1] if self.periods else None

    @property
    def is_open(self) -> bool:
        return self.last is not None and self.last.closed_at is None

    def closed_within(self, window: DeskWindow, moment: datetime) -> bool:
        """Whether the desk was closed again in this very window; a desk that is late for it counts as open."""
        before = [each for each in self.periods if each.opened_at <= moment]
        closed_at = before[-1].closed_at if before else None
        return closed_at is not None and window.opens <= closed_at <= moment

    def opened(self, at: datetime, day: DeskDay, *, by: str | None = None, backfill: bool = False) -> "DeskHours":
        """Late is measured from the start of the window, or from an early closing within it.

        Raises RuleError(desk_already_open | desk_not_scheduled | desk_time_reversed).
        """
        if self.is_open:
            raise RuleError("desk_already_open", agency=self.agency)
        window = day.not_yet_over(at)
        if window is None:
            raise RuleError("desk_not_scheduled", agency=self.agency)
        self._in_order(at)
        late = max(timedelta(0), at - window.opens) if not self._was_open_in(window) else timedelta(0)
        period = OpenPeriod(at, window.opens, window.tag, late // _MINUTE, by, backfill=backfill)
        return replace(self, periods=(*self.periods, period))

    def closed(self, at: datetime, day: DeskDay, *, by: str | None = None) -> "DeskHours":
        """Early is what is left of the window then. Raises RuleError(desk_not_open | desk_time_reversed)."""
        last = self.last
        if last is None or last.closed_at is not None:
            raise RuleError("desk_not_open", agency=self.agency)
        self._in_order(at)
        window = day.last_begun(at) or day.not_yet_over(last.opened_at)
        ends, tag = (window.closes, window.tag) if window else (at, last.window)
        early = max(timedelta(0), ends - max(at, window.opens)) if window else timedelta(0)
        closed = replace(
            last, closed_at=at, closes_at=ends, closed_in=tag, early_minutes=early // _MINUTE, closed_by=by
        )
        return replace(self, periods=(*self.periods[:-1], closed))

    def _was_open_in(self, window: DeskWindow) -> bool:
        """An early closing has counted the rest of the window already."""
        return any(each.closed_at is not None and each.closed_at > window.opens for each in self.periods)

    def _in_order(self, at: datetime) -> None:
        last = self.last
        if last is not None and at < (last.closed_at or last.opened_at):
            raise RuleError("desk_time_reversed", agency=self.agency)
