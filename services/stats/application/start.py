"""What has to hold before the service consumes: a generation of our rules, and a log that reaches its fences."""

from collections.abc import Mapping, Sequence
from typing import Final

import structlog

from services.runtime.failures import PermanentError
from services.stats.application.incarnations import fence_of
from services.stats.application.ports import Topics, WholeLedger
from services.stats.application.statistics import Statistics

REMEDY: Final = "run lienthong stats rebuild"

_log = structlog.get_logger()


async def check_start(stats: Statistics) -> None:
    """Raise PermanentError("rebuild_needed") if counting on would make the figures wrong."""
    ledger = await open_serving(stats)
    await _check_log(await ledger.root_fences(), stats.topics, stats.names)
    await ledger.prepare([item.rules for item in stats.counted])


async def open_serving(stats: Statistics) -> WholeLedger:
    """Return the serving generation; raises PermanentError("rebuild_needed") if it was counted by other rules."""
    generation = await stats.ensured()
    if generation.rules != stats.rules:
        raise _refused("contribution_rules_changed", counted_by=generation.rules, present=stats.rules)
    return stats.ledger(generation.number)


async def _check_log(fences: Mapping[str, int], topics: Topics, names: Sequence[str]) -> None:
    ids, ends = await topics.ids(names), await topics.ends(names)
    for name in names:
        for partition, end in ends[name].items():
            fence = fences.get(fence_of(ids[name], partition))
            if fence is not None and end <= fence:
                raise _refused("topic_lost_records", topic=name, partition=partition, end=end, counted_to=fence)


def _refused(because: str, **fields: object) -> PermanentError:
    _log.error("stats_not_started", because=because, remedy=REMEDY, **fields)
    return PermanentError("rebuild_needed", because=because, remedy=REMEDY, **fields)
