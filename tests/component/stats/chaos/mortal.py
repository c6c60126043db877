"""The service, cutting its batches at random and, when it is told so, dying when the counters are written and the facts
are not: `python -m tests.component.stats.chaos.mortal`, with STATS_DIES_AT the number of the write after which it dies.
"""

import os
import random
import signal
from collections.abc import Mapping, Sequence
from typing import ClassVar

from services.runtime.process import run
from services.stats import bootstrap
from services.stats.adapters.ledger import StoreLedger
from services.stats.bootstrap import ground
from services.stats.domain.batch import CounterWrite
from services.stats.domain.facts import Fact, TopicRules
from services.stats.settings import SERVICE, Settings

DIES_AT = "STATS_DIES_AT"
_BATCHES = (20, 200, 5_000)


class MortalLedger(StoreLedger):
    """All ledgers of the process count their writes together."""

    left: ClassVar[int] = int(os.environ.get(DIES_AT, "0"))
    counted = False

    async def add(self, writes: Sequence[CounterWrite]) -> bool:
        added = await super().add(writes)
        self.counted = added and any(write.increments for write in writes)
        return added

    async def save(self, rules: TopicRules, facts: Mapping[str, Fact]) -> None:
        if self.counted:
            MortalLedger.left -= 1
            if MortalLedger.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        await super().save(rules, facts)


def main(ledger: type[MortalLedger]) -> None:
    ground.StoreLedger = ledger  # type: ignore[attr-defined]  # the fault is an adapter, no setting
    bootstrap.BATCH_RECORDS = random.choice(_BATCHES)  # type: ignore[attr-defined]  # noqa: S311 no secret
    run(SERVICE, bootstrap.build, Settings)


if __name__ == "__main__":
    main(MortalLedger)
