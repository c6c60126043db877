"""Waiting until the statistics have counted what was played."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from services.ops.scenario.expected import ExpectedCounts
from services.ops.scenario.figures import Facts, values_of
from services.ops.scenario.model import Row
from services.ops.scenario.read import OUTCOMES
from services.ops.scenario.sending import ReplayError
from services.ops.scenario.statistics import StatisticsCounts

__all__ = ["settled", "settled_beside"]

_STALLED_SECONDS: Final = 60.0
_POLL_SECONDS: Final = 0.25
_TAG: Final = "interlinked"


async def settled(statistics: StatisticsCounts, due: Mapping[str, int], told: Callable[[int], None]) -> None:
    """Wait until the statistics show every outcome; raises ReplayError when they stop moving before that."""
    last: dict[str, int] = {}
    deadline = time.monotonic() + _STALLED_SECONDS
    while True:
        found = {name: await statistics.count({"outcome": frozenset({name})}) for name in OUTCOMES}
        told(sum(min(count, due.get(name, 0)) for name, count in found.items()))
        if all(found[name] == due.get(name, 0) for name in OUTCOMES):
            return
        if found != last:
            last, deadline = found, time.monotonic() + _STALLED_SECONDS
        if time.monotonic() > deadline:
            missing = {name: (found[name], due.get(name, 0)) for name in OUTCOMES if found[name] != due.get(name, 0)}
            raise ReplayError(f"the statistics stand still; outcome (found, due): {missing}")
        await asyncio.sleep(_POLL_SECONDS)


async def settled_beside(
    rows: Sequence[Row], statistics: StatisticsCounts, expected: ExpectedCounts, facts: Facts
) -> None:
    """Wait for the rows about groups and calls, which other topics tell; what does not come is wrong in the table."""
    beside = [row for row in rows if _is_beside(row)]
    due, deadline = await values_of(beside, expected, facts), time.monotonic() + _STALLED_SECONDS
    while True:
        if await values_of(beside, statistics, facts) == due or time.monotonic() > deadline:
            return
        await asyncio.sleep(_POLL_SECONDS)


def _is_beside(row: Row) -> bool:
    return row.question.kind in {"interlinked", "desk"} or _TAG in row.question.where.get("tag", ())
