"""Reads how legs were handed on, and how messages arrived, by agency."""

from collections.abc import Callable
from typing import Final

from services.stats.application.ports import CounterReader
from services.stats.application.read_rollups import read_records
from services.stats.domain.activity.messages import DELIVERED, FAILED, MESSAGE, SUBMITTED
from services.stats.domain.activity.turn import FINISHED, LEG
from services.stats.domain.dashboard.period import CalendarPeriod
from services.stats.domain.dashboard.tallied import Tallied
from services.stats.domain.figures import Measures, by_outcome, of

__all__ = ["LEG_COLUMNS", "MESSAGE_COLUMNS", "read_legs", "read_messages"]

LEG_COLUMNS: Final = ("in_time", "late")
MESSAGE_COLUMNS: Final = ("delivered", "failed", "open")
"""`open` are handed over, and nobody knows yet or ever whether they arrived."""


async def read_legs(reader: CounterReader, period: CalendarPeriod) -> Tallied:
    """Return finished legs by agency and leg; what belongs to no single leg is left out."""
    return await _read(reader, LEG, period, LEG_COLUMNS, _finished)


async def read_messages(reader: CounterReader, period: CalendarPeriod) -> Tallied:
    """Return messages handed over by agency and channel."""
    return await _read(reader, MESSAGE, period, MESSAGE_COLUMNS, _arrived)


async def _read(
    reader: CounterReader,
    kind: str,
    period: CalendarPeriod,
    columns: tuple[str, ...],
    counts: Callable[[Measures], tuple[int, ...]],
) -> Tallied:
    found = await read_records(reader, kind, None, period.first, period.last)
    cells = {(key[1], key[2]): counts(measures) for key, measures in found.items() if key[2]}
    return Tallied(columns, cells)


def _finished(measures: Measures) -> tuple[int, ...]:
    return by_outcome(measures, FINISHED, "in_time"), by_outcome(measures, FINISHED, "late")


def _arrived(measures: Measures) -> tuple[int, ...]:
    delivered, failed = of(measures, DELIVERED), of(measures, FAILED)
    return delivered, failed, max(0, of(measures, SUBMITTED) - delivered - failed)
