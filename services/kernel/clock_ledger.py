"""The clock of one dossier or one leg: when it ran, when it was paused and why, when it stopped.

The ledger holds instants only; working time is worked out from them and a calendar, so a corrected calendar corrects
every due time. Reports arrive twice and out of order: a repeated change keeps the first, and an instant before the
last change counts as that change's instant, so spans never overlap and pausing never takes time away twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from services.kernel.times import require_utc
from services.kernel.working_time import WorkingCalendar

__all__ = ["ClockLedger", "ClockState", "LedgerSpan"]


class ClockState(StrEnum):
    NOT_STARTED = "not_started"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class LedgerSpan:
    """RUNNING or PAUSED (with its cause) from `start` to `end`; the last span is open while `end` is None."""

    start: datetime
    end: datetime | None
    state: ClockState
    cause: str | None = None

    @property
    def is_running(self) -> bool:
        return self.state is ClockState.RUNNING


@dataclass(frozen=True, slots=True)
class ClockLedger:
    """`limit_minutes` is working time; None means that there is no limit (a leg outside the clock)."""

    spans: tuple[LedgerSpan, ...] = ()
    limit_minutes: int | None = None
    started_at: datetime | None = None
    stopped_at: datetime | None = None

    @property
    def state(self) -> ClockState:
        if self.stopped_at is not None:
            return ClockState.STOPPED
        return self.spans[-1].state if self.spans else ClockState.NOT_STARTED

    @property
    def pause_cause(self) -> str | None:
        return self.spans[-1].cause if self.state is ClockState.PAUSED else None

    def start(self, at: datetime, limit_minutes: int | None) -> Self:
        """Starts the clock; a ledger that has started or stopped stays as it is."""
        if self.state is not ClockState.NOT_STARTED:
            return self
        start = require_utc(at)
        return replace(self, spans=(_running(start),), limit_minutes=limit_minutes, started_at=start)

    def pause(self, at: datetime, cause: str) -> Self:
        """Pauses a running clock; anything else stays as it is (the first pause keeps its cause)."""
        if self.state is not ClockState.RUNNING:
            return self
        moment = self._not_before_last_change(at)
        return replace(self, spans=(*self._closed(moment), LedgerSpan(moment, None, ClockState.PAUSED, cause)))

    def resume(self, at: datetime) -> Self:
        """Lets a paused clock run on; anything else stays as it is."""
        if self.state is not ClockState.PAUSED:
            return self
        moment = self._not_before_last_change(at)
        return replace(self, spans=(*self._closed(moment), _running(moment)))

    def stop(self, at: datetime) -> Self:
        """Ends the ledger for good, from any state; the first stop counts."""
        if self.stopped_at is not None:
            return self
        moment = self._not_before_last_change(at)
        return replace(self, spans=self._closed(moment), stopped_at=moment)

    def used(self, calendar: WorkingCalendar, until: datetime) -> timedelta:
        """Working time of all running spans up to `until`, exactly."""
        limit = require_utc(until)
        cuts = ((span.start, min(span.end or limit, limit)) for span in self.spans if span.is_running)
        return sum((calendar.elapsed(start, end) for start, end in cuts if start < end), timedelta(0))

    def used_minutes(self, calendar: WorkingCalendar, until: datetime) -> int:
        return self.used(calendar, until) // timedelta(minutes=1)

    def due_at(self, calendar: WorkingCalendar) -> datetime | None:
        """When the working time of the running spans reaches the limit.

        None while paused, before the start, without a limit, and for a clock that stopped while paused.
        """
        return None if self.limit_minutes is None else self.reach(calendar, self.limit_minutes)

    def reach(self, calendar: WorkingCalendar, minutes: int) -> datetime | None:
        """When the working time of the running spans comes to `minutes`; None where `due_at` is, but for the limit."""
        if not self.spans or not self.spans[-1].is_running:
            return None
        runs = [(span.start, span.end) for span in self.spans if span.is_running]
        runs[-1] = (runs[-1][0], None)
        return calendar.reach(runs, timedelta(minutes=minutes))

    def to_state(self) -> dict[str, Any]:
        """Plain values that JSON and any store can hold; `from_state` reads them back."""
        return {
            "spans": [_span_state(span) for span in self.spans],
            "limit_minutes": self.limit_minutes,
            "started_at": _text(self.started_at),
            "stopped_at": _text(self.stopped_at),
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> Self:
        return cls(
            spans=tuple(_span(span) for span in state["spans"]),
            limit_minutes=state["limit_minutes"],
            started_at=_moment(state["started_at"]),
            stopped_at=_moment(state["stopped_at"]),
        )

    def _not_before_last_change(self, at: datetime) -> datetime:
        moment = require_utc(at)
        return max(moment, self.spans[-1].start) if self.spans else moment

    def _closed(self, at: datetime) -> tuple[LedgerSpan, ...]:
        if not self.spans:
            return ()
        return (*self.spans[:-1], replace(self.spans[-1], end=at))


def _running(start: datetime) -> LedgerSpan:
    return LedgerSpan(start, None, ClockState.RUNNING)


def _span_state(span: LedgerSpan) -> dict[str, str | None]:
    return {"start": _text(span.start), "end": _text(span.end), "state": span.state.value, "cause": span.cause}


def _span(state: Mapping[str, Any]) -> LedgerSpan:
    start = require_utc(datetime.fromisoformat(state["start"]))
    return LedgerSpan(start, _moment(state["end"]), ClockState(state["state"]), state["cause"])


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else require_utc(datetime.fromisoformat(text))
