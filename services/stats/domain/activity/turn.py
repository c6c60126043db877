"""One attempt at a leg: what happened to it, and what it contributes on which day, in the cell of its agency."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from services.kernel.agency_code import AgencyCode, province_of
from services.stats.domain.activity.desk import in_time
from services.stats.domain.cells import RecordCell, escape
from services.stats.domain.entries import Contribution, Entry
from services.stats.domain.histogram import bucket_of_completed

LEG: Final = "leg"
"""The kind of cells; dimensions: procedure, leg; rolled up by leg."""

DISPATCHED: Final = "dispatched"
ACKNOWLEDGED: Final = "acknowledged"
WAITED: Final = "waited"
"""The exchange between two agencies: in time or late; working time until it was taken over, by bucket."""

FINISHED: Final = "finished"
USED: Final = "used"
USED_MINUTES: Final = "used_minutes"
OVERRUN_MINUTES: Final = "overrun_minutes"
LATE_CAUSE: Final = "late_cause"
ACTS: Final = "acts"
ACTS_ON_BEHALF: Final = "acts_on_behalf"
ACT_MINUTES: Final = "act_minutes"
"""Of a finished leg; acts are results that somebody signed, by the role in which (or the one for which) it was done."""

SENT_BACK: Final = "sent_back"
GOT_BACK: Final = "got_back"
OVERDUE: Final = "overdue"
ESCALATED: Final = "escalated"
SIGNER_MISSING: Final = "signer_missing"
FAILED: Final = "failed"
_CACHED: Final = 16_384  # contributions of one attempt, about 2 KiB each
_Row = tuple[str, date, int]


class Exchange(NamedTuple):
    """When the agency took the leg over; minutes of working time, None where they are not told."""

    day: date
    in_time: bool | None
    waited: int | None


class Work(NamedTuple):
    """How the leg was done: minutes of working time, and in which role its result was signed."""

    day: date
    used: int
    overrun: int
    role: str | None
    on_behalf_of: str | None
    late_cause: str | None


class Return(NamedTuple):
    """To whom the leg was sent back; no agency where that is not known."""

    day: date
    to_leg: str
    to_agency: str | None


class Turn(NamedTuple):
    """One attempt; a day or a part is None until that has happened."""

    leg: str
    attempt: int
    agency: str
    procedure: str
    dispatched_on: date | None = None
    exchange: Exchange | None = None
    work: Work | None = None
    returned: Return | None = None
    overdue_on: date | None = None
    signer_missing_on: date | None = None
    failed_on: date | None = None
    escalated_on: tuple[date, ...] = ()


@lru_cache(_CACHED)
def contribution_of(turn: Turn) -> Contribution:
    """Return what the attempt adds to the counters."""
    cell = leg_cell(turn.agency, turn.procedure, turn.leg)
    totals: dict[tuple[RecordCell, str, date], int] = {}
    for measure, day, amount in _rows(turn):
        totals[cell, measure, day] = totals.get((cell, measure, day), 0) + amount
    if turn.returned is not None and turn.returned.to_agency is not None:
        theirs = leg_cell(turn.returned.to_agency, turn.procedure, turn.returned.to_leg)
        totals[theirs, GOT_BACK, turn.returned.day] = 1
    return frozenset(Entry(*key, amount) for key, amount in totals.items() if amount)


@lru_cache(_CACHED)
def leg_cell(agency: str, procedure: str, leg: str) -> RecordCell:
    """Return the cell; what belongs to no single leg stands under an empty one."""
    return RecordCell(LEG, agency, province_of(AgencyCode(agency)), (procedure, leg), (leg,))


def _rows(turn: Turn) -> Iterator[_Row]:
    happened = (
        (DISPATCHED, turn.dispatched_on),
        (OVERDUE, turn.overdue_on),
        (SIGNER_MISSING, turn.signer_missing_on),
        (FAILED, turn.failed_on),
        (SENT_BACK, turn.returned and turn.returned.day),
        *((ESCALATED, day) for day in turn.escalated_on),
    )
    yield from ((measure, day, 1) for measure, day in happened if day is not None)
    if turn.exchange is not None:
        yield from _of_exchange(turn.exchange)
    if turn.work is not None:
        yield from _of_work(turn.work, late=turn.work.overrun > 0 or turn.overdue_on is not None)


def _of_exchange(exchange: Exchange) -> Iterator[_Row]:
    yield f"{ACKNOWLEDGED}:{in_time(exchange.in_time)}", exchange.day, 1
    if exchange.waited is not None:
        yield f"{WAITED}:{bucket_of_completed(exchange.waited)}", exchange.day, 1


def _of_work(work: Work, *, late: bool) -> Iterator[_Row]:
    """Minutes were rounded down, so their bucket is the one that they are sure to be in."""
    bucket = bucket_of_completed(work.used)
    yield f"{FINISHED}:{in_time(not late)}", work.day, 1
    yield f"{USED}:{bucket}", work.day, 1
    yield USED_MINUTES, work.day, work.used
    yield OVERRUN_MINUTES, work.day, work.overrun
    if work.late_cause is not None:
        yield f"{LATE_CAUSE}:{escape(work.late_cause)}", work.day, 1
    if work.role is not None:
        yield f"{ACTS}:{escape(work.role)}", work.day, 1
        yield f"{ACT_MINUTES}:{escape(work.role)}:{bucket}", work.day, 1
    if work.on_behalf_of is not None:
        yield f"{ACTS_ON_BEHALF}:{escape(work.on_behalf_of)}", work.day, 1
