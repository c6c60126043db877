"""What one dossier contributes: the rules of design §5 and domain §14 at the grain of a day.

A dossier is late at the end of a day if its due day has come and it was not resolved by then, so
late(T) = due(<= T) - cleared(<= T) and pending(T) = received(<= T) - resolved(<= T): prefix sums, whatever came later.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final, NamedTuple

from services.kernel.status import Outcome, Status
from services.kernel.times import local_day
from services.stats.domain import counters
from services.stats.domain.cells import DossierCell
from services.stats.domain.course import with_step
from services.stats.domain.entries import NOTHING, Contribution, Entry
from services.stats.domain.histogram import bucket
from services.stats.domain.listing import Listed
from services.stats.domain.particulars import (
    NOTHING_SPECIAL,
    Milestones,
    Particular,
    Particulars,
    entries_of,
    take_in,
)

RULES: Final = "dossiers-9"
"""Raise it with every change of what a dossier contributes: counters of other rules are then rebuilt, never mixed."""

GROUPS: Final = "groups"
"""Parents of interlinked groups: reports count their children, never them."""

RECEIVED: Final = counters.RECEIVED
RESOLVED: Final = "resolved"
REFUSED: Final = "refused"
DUE: Final = "due"
CLEARED: Final = "cleared"
PENDING: Final = "pending"
AWAITING_SUPPLEMENT: Final = "awaiting_supplement"
RETURNED: Final = "returned"
RETURNED_RECORDED: Final = "returned_recorded"
SAME_DAY: Final = "same_day"
MINUTES: Final = "minutes"
ENDED_LATE: Final = "ended_late"
"""By outcome: ended after its due day. Stopped and withdrawn ones are in no column of late ones, but late in the index
of Decision 766. Of a day that is not over, it tells who was late before from what was due that day."""

FINISHED: Final = frozenset({Outcome.EARLY.value, Outcome.ON_TIME.value, Outcome.LATE.value})
"""The outcomes that come with a result."""


class DossierChange(NamedTuple):
    """What one lifecycle event says; instants are aware, `due_at` is None while no due date holds.

    `what` and `by` are the step and who took it, `said` what else there is to count, if anything.
    """

    occurred_at: datetime
    cell: DossierCell
    status: int
    received_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    outcome: str | None
    group: bool = False
    returned_at: datetime | None = None
    what: str = ""
    by: str = ""
    said: Particular | None = None


class DossierState(NamedTuple):
    """What contributions need to know of a dossier; `due_at` is the due date that counts.

    `minutes` is the bucket of how long it took if it was finished on the day of reception. `course` is for reading
    alone: nothing is counted by it.
    """

    cell: DossierCell
    standing: str
    received_on: date | None = None
    due_at: datetime | None = None
    due_on: date | None = None
    resolved_on: date | None = None
    refused_on: date | None = None
    group: bool = False
    returned_on: date | None = None
    minutes: str = ""
    course: str = ""
    particulars: Particulars = NOTHING_SPECIAL


def absorb(state: DossierState | None, change: DossierChange) -> DossierState:
    """Return the state after one event of the dossier."""
    due_at = _due(state, change)
    ended = _ended_on(state, change)
    standing = _standing(change)
    refused = change.outcome == Outcome.REFUSED
    received_on = None if change.received_at is None else local_day(change.received_at)
    return DossierState(  # by position: it is made for every event
        change.cell,
        standing,
        received_on,
        due_at,
        None if due_at is None else local_day(due_at),
        None if refused else ended,
        ended if refused else None,
        change.group,
        None if change.returned_at is None else local_day(change.returned_at),
        _minutes(change, received_on, ended),
        with_step("" if state is None else state.course, change.what, change.occurred_at, change.by),
        _particulars(
            NOTHING_SPECIAL if state is None else state.particulars,
            change,
            awaiting=standing == AWAITING_SUPPLEMENT and due_at is None and received_on is not None,
        ),
    )


def contribution(state: DossierState | None) -> Contribution:
    """Return what the dossier adds to the counters: refused filings only `refused`, unreceived ones nothing.

    The parent of an interlinked group adds itself to the groups, once it is received, and nothing else.
    """
    if state is None:
        return NOTHING
    if state.group:
        return _group(state.cell, state.standing, state.received_on)
    if state.refused_on is not None:
        return frozenset((Entry(state.cell, REFUSED, state.refused_on),))
    if state.received_on is None:
        return NOTHING
    ordinary = _ordinary(
        state.cell,
        state.standing,
        state.received_on,
        state.due_on,
        state.resolved_on,
        state.returned_on,
        state.minutes,
        recorded=state.particulars.recorded,
    )
    return ordinary if state.particulars == NOTHING_SPECIAL else ordinary | _special(state, state.received_on)


def listed(state: DossierState | None) -> Listed | None:
    """Return what the dossier is found by if it is open or ended after its due day."""
    if state is None or state.group or state.received_on is None or state.refused_on is not None:
        return None
    ended = state.resolved_on
    if ended is not None and (state.due_on is None or ended <= state.due_on):
        return None
    return Listed(state.cell.agency, state.due_at, ended)


def _group(cell: DossierCell, standing: str, received_on: date | None) -> Contribution:
    return NOTHING if received_on is None else frozenset((Entry(cell, f"{GROUPS}:{standing}", received_on),))


def _ordinary(
    cell: DossierCell,
    standing: str,
    received_on: date,
    due_on: date | None,
    resolved_on: date | None,
    returned_on: date | None,
    minutes: str,
    *,
    recorded: bool,
) -> Contribution:
    entries = [Entry(cell, f"{RECEIVED}:{standing}", received_on)]
    if due_on is not None:
        entries.append(Entry(cell, DUE, due_on))
    if resolved_on is not None:
        entries.extend(_resolved(cell, standing, due_on, resolved_on, minutes))
    if returned_on is not None:
        entries.append(Entry(cell, RETURNED, returned_on))
        if recorded:
            entries.append(Entry(cell, RETURNED_RECORDED, returned_on))
    if returned_on == received_on:
        entries.append(Entry(cell, SAME_DAY, received_on))
    return frozenset(entries)


def _resolved(
    cell: DossierCell, standing: str, due_on: date | None, resolved_on: date, minutes: str
) -> Iterator[Entry]:
    yield Entry(cell, f"{RESOLVED}:{standing}", resolved_on)
    if due_on is not None:
        yield Entry(cell, CLEARED, max(due_on, resolved_on))
        if resolved_on > due_on:
            yield Entry(cell, f"{ENDED_LATE}:{standing}", resolved_on)
    if minutes:
        yield Entry(cell, f"{MINUTES}:{minutes}", resolved_on)


def _special(state: DossierState, received_on: date) -> Contribution:
    days = Milestones(received_on, state.due_on, state.resolved_on, state.standing in FINISHED)
    return frozenset(entries_of(state.cell, state.particulars, days))


def _particulars(known: Particulars, change: DossierChange, *, awaiting: bool) -> Particulars:
    if change.said is not None:
        return take_in(known, change.said, awaiting=awaiting)
    if awaiting or known.stops or known.awaiting or known.apology:
        day = local_day(change.occurred_at)
        return take_in(known, Particular(day), awaiting=awaiting)  # to say nothing ends what was said before
    return known


def _minutes(change: DossierChange, received_on: date | None, ended_on: date | None) -> str:
    if change.outcome not in FINISHED or change.received_at is None or change.finished_at is None:
        return ""
    return bucket(change.finished_at - change.received_at) if received_on == ended_on else ""


def _standing(change: DossierChange) -> str:
    if change.outcome is not None:
        return change.outcome
    return AWAITING_SUPPLEMENT if change.status == Status.SUPPLEMENT_REQUESTED else PENDING


def _due(state: DossierState | None, change: DossierChange) -> datetime | None:
    """Pausing takes the due date away, resuming sets the new one; once it has passed it never moves."""
    held = None if state is None else state.due_at
    if held is not None and change.occurred_at > held:
        return held
    if change.outcome is not None and change.due_at is None:
        return held  # the clock has stopped: that says nothing about when the dossier was due
    return change.due_at


def _ended_on(state: DossierState | None, change: DossierChange) -> date | None:
    if change.outcome is None:
        return None
    if change.finished_at is not None:
        return local_day(change.finished_at)
    known = None if state is None else state.resolved_on or state.refused_on
    return known or local_day(change.occurred_at)
