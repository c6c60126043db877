"""Opens and closes a desk for the day, and tells how its hours compare with the calendar."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from services.contracts.events.activity import DeskClosed, DeskOpened
from services.contracts.topics import ACTIVITY
from services.intake.application.activity.desk_request import DeskRequest, DeskTime
from services.intake.application.activity.place import Places
from services.intake.application.activity.ports import DeskDays, Kept, Records, Step
from services.intake.application.dossiers.representation import local_text
from services.intake.application.refusals import as_permanent
from services.intake.domain.activity.hours import DeskHours, OpenPeriod
from services.intake.domain.activity.windows import DeskDay, DeskWindow
from services.intake.domain.business_time import BusinessTime
from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock, local_day
from services.runtime.aggregates.model import CommitOutcome, NewEvent
from services.runtime.failures import PermanentError

__all__ = ["KeepDeskHours", "hours_id"]

_ATTEMPTS: Final = 8


def hours_id(agency: AgencyCode, day: date) -> str:
    return f"D-{agency}-{day:%y%m%d}"


@dataclass(frozen=True, slots=True)
class _Turn:
    """Opening or closing: how it changes the day, how it is told, and which request did it."""

    change: Callable[[DeskHours, BusinessTime, DeskDay, str | None], DeskHours]
    event: Callable[[dict[str, Any], OpenPeriod], DeskOpened | DeskClosed]
    done_by: Callable[[OpenPeriod], str | None]


class KeepDeskHours:
    """A desk that is open cannot be opened again, nor one that is closed closed; a retry under its key is answered."""

    def __init__(self, hours: Records[DeskHours], places: Places, days: DeskDays, time: DeskTime, clock: Clock) -> None:
        self._hours = hours
        self._places = places
        self._days = days
        self._time = time
        self._clock = clock

    async def open(self, request: DeskRequest) -> dict[str, Any]:
        """Raises PermanentError(desk_already_open | desk_not_scheduled | agency_unknown | ...)."""
        return await self._turn(request, _OPEN)

    async def close(self, request: DeskRequest) -> dict[str, Any]:
        """Raises PermanentError(desk_not_open | ...)."""
        return await self._turn(request, _CLOSE)

    async def read(self, agency: AgencyCode, day: date | None = None) -> dict[str, Any]:
        """The day's windows and what the desk made of them; `missed` counts windows that began without it open."""
        self._places.check(agency, None)
        now = self._clock()
        wanted = day or local_day(now)
        with as_permanent():
            windows = self._days(agency, wanted)
        kept = await self._hours.load(hours_id(agency, wanted))
        return self._body(kept.record if kept else DeskHours(hours_id(agency, wanted), agency), wanted, windows, now)

    async def closed_early(self, agency: AgencyCode, window: DeskWindow, at: datetime) -> bool:
        """Whether its people had closed the desk by then in this window, whatever its calendar says."""
        kept = await self._hours.load(hours_id(agency, local_day(at)))
        return kept is not None and kept.record.closed_within(window, at)

    async def _turn(self, request: DeskRequest, turn: _Turn) -> dict[str, Any]:
        self._places.check(request.agency, None)
        time, mark = self._time(request), request.mark("hours")
        day = local_day(time.at)
        id_ = hours_id(request.agency, day)
        with as_permanent():
            windows = self._days(request.agency, day)
        for _ in range(_ATTEMPTS):
            kept = await self._hours.load(id_) or Kept(DeskHours(id_, request.agency))
            if mark and any(turn.done_by(period) == mark for period in kept.record.periods):
                return self._body(kept.record, day, windows, self._clock())
            with as_permanent():
                after = turn.change(kept.record, time, windows, mark)
            step = Step(id_, replace(kept, record=after), (self._event(request, after, time, turn),))
            if await self._hours.commit(step) is CommitOutcome.COMMITTED:
                return self._body(after, day, windows, self._clock())
        raise PermanentError("concurrent_change", code=id_)

    def _event(self, request: DeskRequest, after: DeskHours, time: BusinessTime, turn: _Turn) -> NewEvent:
        here = self._places.of(after.id, after.agency, None, time.at, backfill=time.backfill)
        return NewEvent(ACTIVITY, turn.event(here, after.periods[-1]), after.id, after.id, request.trace)

    def _body(self, hours: DeskHours, day: date, windows: DeskDay, now: datetime) -> dict[str, Any]:
        begun = [each for each in windows.windows if each.opens <= now]
        missed = [
            each for each in begun if not any(_covers(period, each.opens, each.closes) for period in hours.periods)
        ]
        return {
            "agency": hours.agency,
            "agency_name": self._places.terms.agency_name(hours.agency),
            "day": day.isoformat(),
            "open": hours.is_open,
            "windows": [
                {
                    "opens": local_text(each.opens),
                    "closes": local_text(each.closes),
                    "window": each.tag,
                    "fields": sorted(each.fields) if each.fields is not None else None,
                }
                for each in windows.windows
            ],
            "periods": [_period(each) for each in hours.periods],
            "missed": len(missed),
        }


def _covers(period: OpenPeriod, opens: datetime, closes: datetime) -> bool:
    return period.opened_at < closes and (period.closed_at is None or period.closed_at > opens)


def _period(period: OpenPeriod) -> dict[str, Any]:
    return {
        "opened_at": local_text(period.opened_at),
        "late_minutes": period.late_minutes,
        "closed_at": local_text(period.closed_at),
        "early_minutes": period.early_minutes,
        "breach": period.late_minutes > 0 or period.early_minutes > 0,
    }


def _opened(here: dict[str, Any], period: OpenPeriod) -> DeskOpened:
    late = period.late_minutes
    return DeskOpened(**here, opens_at=period.opens_at, window=period.window, late_minutes=late, breach=late > 0)


def _closed(here: dict[str, Any], period: OpenPeriod) -> DeskClosed:
    early, window = period.early_minutes, period.closed_in or period.window
    closes_at = period.closes_at or period.opened_at
    return DeskClosed(**here, closes_at=closes_at, window=window, early_minutes=early, breach=early > 0)


_OPEN: Final = _Turn(
    change=lambda hours, time, day, by: hours.opened(time.at, day, by=by, backfill=time.backfill),
    event=_opened,
    done_by=lambda period: period.opened_by,
)
_CLOSE: Final = _Turn(
    change=lambda hours, time, day, by: hours.closed(time.at, day, by=by),
    event=_closed,
    done_by=lambda period: period.closed_by,
)
