"""`lienthong stats rebuild`, dying by SIGKILL: after the write that STATS_DIES_AT says (see mortal.py), or, with
STATS_DIES_SWAPPED, when its generation serves and is not settled.
"""

import asyncio
import os
import signal

from services.stats.adapters.generations import StoreGenerations
from services.stats.application.ports import Marks
from services.stats.application.rebuild import rebuild
from services.stats.bootstrap import ground, opened
from services.stats.settings import OperatorSettings
from tests.component.stats.chaos.mortal import MortalLedger

DIES_SWAPPED = "STATS_DIES_SWAPPED"


class MortalGenerations(StoreGenerations):
    async def swap(self, number: int, begun_under: int, rules: str, marks: Marks) -> bool:
        swapped = await super().swap(number, begun_under, rules, marks)
        if os.environ.get(DIES_SWAPPED):
            os.kill(os.getpid(), signal.SIGKILL)
        return swapped


async def main() -> None:
    async with opened(OperatorSettings()) as stats:
        await rebuild(stats, lambda _: None)


if __name__ == "__main__":
    ground.StoreLedger = MortalLedger  # type: ignore[attr-defined]  # the fault is an adapter, no setting
    ground.StoreGenerations = MortalGenerations  # type: ignore[attr-defined]  # the same
    asyncio.run(main())
