"""Statistics that apply every event, whether they had it, or a later one, before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from services.runtime.process import run
from services.runtime.store.operations import UpdateDoc
from services.stats import bootstrap
from services.stats.adapters.ledger import StoreLedger
from services.stats.application import apply_batch
from services.stats.bootstrap import ground
from services.stats.domain.batch import Event, Plan, plan
from services.stats.domain.facts import Fact, TopicRules
from services.stats.settings import SERVICE, Settings


class GuardlessLedger(StoreLedger):
    """The fault, where facts are written."""

    async def save(self, rules: TopicRules, facts: Mapping[str, Fact]) -> None:
        def row(fact: Fact) -> object:
            return None if fact.state is None else rules.dump(fact.state)

        sets = {s: {"seq": f.seq, "s": row(f), "f": f.fence, "o": f.offset} for s, f in facts.items()}
        await self._facts(rules).write_bulk(
            [UpdateDoc({"_id": s}, {"$set": some}, upsert=True) for s, some in sets.items()]
        )


def guardless_plan(
    events: Sequence[Event], known: Mapping[str, Fact], rules: TopicRules, begun: Plan | None = None
) -> Plan:
    """The fault, where events are judged."""
    made_to_fit = dict(known)
    for event in events:
        fact = made_to_fit.get(event.subject)
        if fact is not None and event.seq <= fact.seq:
            made_to_fit[event.subject] = replace(fact, seq=event.seq - 1)
    return plan(events, made_to_fit, rules, begun)


if __name__ == "__main__":
    ground.StoreLedger = GuardlessLedger  # type: ignore[attr-defined]
    apply_batch.plan = guardless_plan  # type: ignore[attr-defined]
    run(SERVICE, bootstrap.build, Settings)
