"""Reads how legs were handed on, and how messages arrived, by agency."""

from datetime import date
from typing import Final, NamedTuple

from services.stats.application.ports import CounterReader
from services.stats.application.reach import earliest_of, read_reach
from services.stats.application.read_rollups import read_records
from services.stats.domain.activity.messages import DELIVERED, FAILED, MESSAGE, SUBMITTED
from services.stats.domain.activity.turn import FINISHED, LEG
from services.stats.domain.dashboard.period import CalendarPeriod, months_of
from services.stats.domain.dashboard.span import extent_of, month_number
from services.stats.domain.dashboard.tallied import Tallied
from services.stats.domain.dashboard.tally_year import Columns, TallyYear
from services.stats.domain.figures import Measures, by_outcome, of, summed_by

__all__ = ["LEGS", "MESSAGES", "TallyKind", "read_tallied", "read_tally_year"]

LEG_COLUMNS: Final = ("in_time", "late")
MESSAGE_COLUMNS: Final = ("delivered", "failed", "open")
"""`open` are handed over, and nobody knows yet or ever whether they arrived."""


class TallyKind(NamedTuple):
    """Records of a kind, and what is told of them."""

    record: str
    columns: tuple[str, ...]
    counts: Columns


async def read_tallied(reader: CounterReader, kind: TallyKind, period: CalendarPeriod) -> Tallied:
    """Return the records of a period by agency and name; what has no name is left out."""
    found = await _read(reader, kind, period)
    return Tallied(kind.columns, {row: kind.counts(measures) for row, measures in found.items()})


async def read_tally_year(reader: CounterReader, kind: TallyKind, year: int, today: date) -> TallyYear:
    """Return the same of every month of the year that has begun."""
    months = {
        month_number(month.first): await _read(reader, kind, month) for month in months_of(year) if month.first <= today
    }
    extent = extent_of(earliest_of(await read_reach(reader), today), today)
    return TallyYear(kind.columns, kind.counts, months, year, extent)


async def _read(reader: CounterReader, kind: TallyKind, period: CalendarPeriod) -> dict[tuple[str, str], Measures]:
    found = await read_records(reader, kind.record, None, period.first, period.last)
    return summed_by(((key[1], key[2]), measures) for key, measures in found.items() if key[2])


def _finished(measures: Measures) -> tuple[int, ...]:
    return by_outcome(measures, FINISHED, "in_time"), by_outcome(measures, FINISHED, "late")


def _arrived(measures: Measures) -> tuple[int, ...]:
    delivered, failed = of(measures, DELIVERED), of(measures, FAILED)
    return delivered, failed, max(0, of(measures, SUBMITTED) - delivered - failed)


LEGS: Final = TallyKind(LEG, LEG_COLUMNS, _finished)
"""Finished legs, by leg."""
MESSAGES: Final = TallyKind(MESSAGE, MESSAGE_COLUMNS, _arrived)
"""Messages handed over, by channel."""
