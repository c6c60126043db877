"""A generation that begins to serve while records come and several processes settle it.

Whoever meets the unsettled generation settles it first, and then consumes; others that began to settle it may still be
at it, further on or less far, stall, die or start again.
"""

from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from services.runtime.failures import TransientError
from services.stats.application.apply_batch import apply_batch
from services.stats.application.passes import OvertakenError
from services.stats.domain.batch import Event
from tests.unit.stats.fence_model import MemoryLedger, MemoryStore, Model, expected_facts, random_log, recount
from tests.unit.stats.steps import Step


@dataclass
class SettlingModel(Model):
    """`visible` are the ends of the logs; without `settles` a consumer just goes on behind what is committed."""

    settles: bool = True
    settled: bool = False
    visible: list[int] = field(default_factory=list)

    def begin(self) -> None:
        """Let another generation be consumed so far: what is committed there is not in this one."""
        self.visible = [self.random.randint(0, len(log)) for log in self.logs]
        self.committed = [self.random.randint(0, end) for end in self.visible]

    def owner(self, partitions: Sequence[int]) -> Coroutine[None, None, None]:
        """Settle only, as the rebuild does, or settle and consume."""
        if self.settles and self.random.random() < 0.3:
            return self._settle()
        return super().owner(partitions)

    async def _consume(self, owned: Mapping[int, int]) -> None:
        if self.settles and not self.settled:
            await self._settle()
        await super()._consume(owned)

    async def _settle(self) -> None:
        await Step()
        ends = self._found_ends()
        await Step()
        await self._complete(ends)
        await Step()
        self.settled = True

    def _found_ends(self) -> list[int]:
        pairs = zip(self.visible, self.committed, self.logs, strict=True)
        self.visible = [self.random.randint(max(end, done), len(log)) for end, done, log in pairs]
        return self.visible

    async def _complete(self, ends: Sequence[int]) -> None:
        logs = [log[:end] for log, end in zip(self.logs, ends, strict=True)]
        with suppress(OvertakenError):
            await self._in_passes(dict(enumerate(logs)))
            return
        for log in logs:
            await self._by_batches(log)

    async def _by_batches(self, log: Sequence[Event]) -> None:
        at = 0
        while at < len(log):
            end = at + self.random.randrange(1, 5)
            with suppress(TransientError):
                await apply_batch(log[at:end], self.rules, self.ledger)
                at = end


def is_settled_exactly(seed: int, *, settles: bool = True, size: int = 14) -> bool:
    """Run one random history and say whether facts and counters of the new generation came out exactly right."""
    random = Random(seed)  # noqa: S311 a model, not a secret
    logs = [random_log(random, fence, size) for fence in ("a_0", "a_1")]
    ledger = MemoryLedger(MemoryStore())
    model = SettlingModel(random, ledger, logs, settles=settles)
    model.begin()
    model.run()
    facts = expected_facts(logs, model.rules)
    stored = {subject: (fact.seq, fact.state) for subject, fact in ledger.store.facts.items() if fact.seq}
    return stored == facts and ledger.store.flat() == recount((state for _, state in facts.values()), model.rules)
