"""Statistics whose counters have no fence, killed when the counters are written and the facts are not."""

from collections.abc import Mapping, Sequence

from services.runtime.process import run
from services.runtime.store.operations import UpdateDoc
from services.stats import bootstrap
from services.stats.bootstrap import ground
from services.stats.domain.batch import CounterWrite
from services.stats.settings import SERVICE, Settings
from tests.e2e.faulty.kill_point import KillPoint
from tests.e2e.faulty.killed_stats import KilledLedger


class FencelessLedger(KilledLedger):
    """The fault: a delta is added however often it comes."""

    point = KillPoint("stats-without-fence", at=3)

    async def fences(self, counters: Sequence[str]) -> dict[str, Mapping[str, int]]:
        return {}

    async def add(self, writes: Sequence[CounterWrite]) -> bool:
        increments = {each.counter: dict(each.increments) for each in writes if each.increments}
        self.changed = bool(increments)
        ops = [UpdateDoc({"_id": counter}, {"$inc": some}, upsert=True) for counter, some in increments.items()]
        await self._counters.write_bulk(ops)
        return True


if __name__ == "__main__":
    ground.StoreLedger = FencelessLedger  # type: ignore[attr-defined]
    run(SERVICE, bootstrap.build, Settings)
