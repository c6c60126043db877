"""Statistics, killed when the counters are written and the facts are not: the batch comes again."""

from collections.abc import Mapping, Sequence

from services.runtime.process import run
from services.stats import bootstrap
from services.stats.adapters.ledger import StoreLedger
from services.stats.bootstrap import ground
from services.stats.domain.batch import CounterWrite
from services.stats.domain.facts import Fact, TopicRules
from services.stats.settings import SERVICE, Settings
from tests.e2e.faulty.kill_point import KillPoint

POINT = KillPoint("stats", at=3)


class KilledLedger(StoreLedger):
    """Dies between counters and facts."""

    point = POINT
    changed = False

    async def add(self, writes: Sequence[CounterWrite]) -> bool:
        self.changed = any(write.increments for write in writes)
        return await super().add(writes)

    async def save(self, rules: TopicRules, facts: Mapping[str, Fact]) -> None:
        if self.changed:
            self.point.reach()
        await super().save(rules, facts)


if __name__ == "__main__":
    ground.StoreLedger = KilledLedger  # type: ignore[attr-defined]
    run(SERVICE, bootstrap.build, Settings)
