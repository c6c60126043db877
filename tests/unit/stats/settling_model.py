"""A generation that begins to serve while records come, blocks are open, and several processes settle it.

Settling replays and knows of no blocks; consuming parks behind them. Whoever meets the unsettled generation settles it
first, and then consumes; others that began to settle it may still be at it, stall, die or start again.
"""

from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from services.runtime.failures import TransientError
from services.stats.application.apply_batch import apply_batch
from services.stats.application.passes import OvertakenError
from services.stats.domain.batch import Event
from services.stats.domain.facts import UNKNOWN, Fact
from tests.unit.stats.fence_model import MemoryLedger, MemoryStore, Model, expected_facts, random_log, recount
from tests.unit.stats.steps import Step


@dataclass
class SettlingModel(Model):
    """`visible` are the ends of the logs; without `bounded` everybody settles to the ends that he finds."""

    bounded: bool = True
    settled: bool = False
    ends: list[int] | None = None
    visible: list[int] = field(default_factory=list)

    def begin(self) -> None:
        """Let another generation be consumed so far: what is committed, and the blocks that are open there."""
        self.visible = [self.random.randint(0, len(log)) for log in self.logs]
        self.committed = [self.random.randint(0, end) for end in self.visible]
        for log, end in zip(self.logs, self.committed, strict=True):
            self.ledger.store.blocked |= blocked_by(log[:end])

    def owner(self, partitions: Sequence[int]) -> Coroutine[None, None, None]:
        """Settle only, as the rebuild does, or settle and consume."""
        if self.random.random() < 0.3:
            return self._settle()
        return super().owner(partitions)

    async def _consume(self, owned: Mapping[int, int]) -> None:
        if not self.settled:
            await self._settle()
        await super()._consume(owned)

    async def _settle(self) -> None:
        await Step()
        ends = self._found_ends()
        await Step()
        if self.bounded:
            if self.settled:
                return
            ends = self.ends = ends if self.ends is None else self.ends
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


def blocked_by(log: Sequence[Event]) -> set[str]:
    """Return the aggregates that a consumer blocks while it reads the log."""
    facts: dict[str, Fact] = {}
    blocked: set[str] = set()
    for event in log:
        fact = facts.get(event.subject, UNKNOWN)
        if event.seq <= fact.seq or (event.subject in blocked and not event.replayed):
            continue
        if fact.may_take(event.seq, replayed=event.replayed):
            facts[event.subject] = Fact(event.seq, None, fact.waiting_to)
        else:
            facts[event.subject] = fact.passing_over(event.seq)
            blocked.add(event.subject)
    return blocked


def is_settled_exactly(seed: int, *, bounded: bool = True, size: int = 14) -> bool:
    """Run one random history and say whether facts and counters of the new generation came out exactly right."""
    random = Random(seed)  # noqa: S311 a model, not a secret
    logs = [random_log(random, fence, size) for fence in ("a_0", "a_1")]
    ledger = MemoryLedger(MemoryStore())
    model = SettlingModel(random, ledger, logs, bounded=bounded)
    model.begin()
    model.run()
    facts = expected_facts(logs, model.rules)
    stored = {subject: (fact.seq, fact.state) for subject, fact in ledger.store.facts.items() if fact.seq}
    return stored == facts and ledger.store.flat() == recount((state for _, state in facts.values()), model.rules)
