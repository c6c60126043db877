"""Waiting until the service has counted whatever lies on its topics."""

import asyncio
import time
from typing import Final

from bench.articles.pace import Pace
from bench.watch import Committed
from services.runtime.kafka.names import group_on_broker
from services.stats.settings import SERVICE

__all__ = ["counted"]

_STALL_SECONDS: Final = 120.0
_POLL_SECONDS: Final = 0.1


async def counted(kafka: str, namespace: str, events: int) -> None:
    """Return once so many events are committed; raises TimeoutError when nothing moved for two minutes.

    Offsets are committed after the counters are written, so what is committed is in every answer.
    """
    pace, reached, moved = Pace("counted", events), -1, time.monotonic()
    async with Committed(kafka, group_on_broker(namespace, SERVICE)) as committed:
        while reached < events:
            total = await committed.total()
            if total > reached:
                reached, moved = total, time.monotonic()
                pace.reached(total)
            elif time.monotonic() - moved > _STALL_SECONDS:
                raise TimeoutError(f"{reached:,} of {events:,} events are counted and no more come")
            await asyncio.sleep(_POLL_SECONDS)
