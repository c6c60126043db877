"""A stop-watch of its own: when a dossier's clock ran and stood, told only by its statuses and by routing's word."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.intake.domain.dossier import Dossier
from services.kernel.clock_ledger import ClockLedger
from services.kernel.status import Outcome, Status
from services.kernel.working_time import WorkingCalendar

_PAUSING = {Status.SUPPLEMENT_REQUESTED, Status.PAYMENT_REQUESTED}
_JUDGED = {Outcome.EARLY, Outcome.ON_TIME, Outcome.LATE}

Span = tuple[datetime, datetime | None, bool]
"""From, until, and whether the clock ran."""


@dataclass
class Watch:
    """`flips` are the moments at which the clock began to run or to stand."""

    flips: list[tuple[datetime, bool]] = field(default_factory=list)
    ended_at: datetime | None = None

    def saw(self, before: Dossier, after: Dossier, at: datetime) -> None:
        """Look at the dossier after a step of business time `at`, which never runs backwards within a dossier."""
        moment = max(at, before.history[-1].at, *(flip for flip, _ in self.flips[-1:]))
        if self.ended_at is not None or after.received_at is None:
            return
        if not self.flips:
            self.flips.append((moment, True))
        if after.finished_at is not None:
            self._end(after, moment)
        elif (runs := _runs(after)) is not self.flips[-1][1]:
            self.flips.append((moment, runs))

    def spans(self) -> list[Span]:
        ends = [*(moment for moment, _ in self.flips), self.ended_at][1:]
        return _tidy([(start, end, runs) for (start, runs), end in zip(self.flips, ends, strict=True)])

    def used(self, calendar: WorkingCalendar, until: datetime) -> timedelta:
        runs = ((start, end or until) for start, end, runs in self.spans() if runs)
        return sum((calendar.elapsed(start, end) for start, end in runs if start < end), timedelta(0))

    def _end(self, after: Dossier, moment: datetime) -> None:
        """A result ends a pause first: the time that is left is counted from there."""
        if after.outcome in _JUDGED and not self.flips[-1][1]:
            self.flips.append((moment, True))
        self.ended_at = moment


def spans_of(ledger: ClockLedger) -> list[Span]:
    return _tidy([(span.start, span.end, span.is_running) for span in ledger.spans])


def _runs(dossier: Dossier) -> bool:
    return dossier.standing not in _PAUSING and dossier.substate != "posted" and not dossier.route_paused


def _tidy(spans: list[Span]) -> list[Span]:
    """Without spans of no length, and neighbours of one kind as one: what several steps of one instant leave."""
    tidy: list[Span] = []
    for start, end, runs in spans:
        if start == end:
            continue
        if tidy and tidy[-1][2] is runs:
            tidy[-1] = (tidy[-1][0], end, runs)
        else:
            tidy.append((start, end, runs))
    return tidy
