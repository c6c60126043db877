"""Count a batch of events exactly once, without transactions (design §5, offset-fenced counters).

Delivery is at least once, by owners that may overlap: a consumer that lost its partition can still be writing. The
order is what makes it exact: facts are read before the fences, counters are written before the facts, a counter only
while its fence is what was read, and offsets are committed by the consumer after this returned. What is listed is
marked before the facts and unmarked after them, so a crash leaves a marker too many and never one too few.
"""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

from services.runtime.failures import TransientError
from services.runtime.metrics import METRICS
from services.stats.application.ports import Ledger
from services.stats.domain.batch import Event, Gap, Plan, Writing, plan
from services.stats.domain.facts import Fact, TopicRules
from services.stats.domain.listing import relist

_AT_ONCE: Final = 1_000  # counters whose increments are in memory; the embedded store takes no more in a message
_ATTEMPTS: Final = 8  # a conflict means another owner got further: each attempt has less left to do


async def apply_batch(events: Sequence[Event], rules: TopicRules, ledger: Ledger) -> list[Gap]:
    """Apply events of one topic, in offset order per partition; returns those that have to be dead-lettered.

    Raises TransientError if other owners kept moving the fences: nothing is lost, the batch is delivered again.
    """
    subjects = list({event.subject for event in events})
    for _ in range(_ATTEMPTS):
        known = await ledger.facts(rules, subjects)
        made = plan(events, known, rules)
        if await write(known, made, rules, ledger):
            return made.gaps
    raise TransientError("counters_contended", topic=rules.topic)


async def write(known: Mapping[str, Fact], made: Plan, rules: TopicRules, ledger: Ledger) -> bool:
    """Write counters, then facts and what is listed; False when another owner moved a fence, and then no fact is."""
    if not await _count(made, ledger):
        METRICS.fence_conflicts.inc()
        return False
    listing = relist(known, made, rules)
    await ledger.enlist(rules, listing.kept)
    await ledger.save(rules, made.facts)
    await ledger.delist(rules, listing.dropped)
    METRICS.facts_counted.labels(rules.topic).inc(made.applied)
    return True


async def _count(made: Plan, ledger: Ledger) -> bool:
    if not made.steps:
        return True
    writing = Writing(made.steps)
    writes = writing.writes(await ledger.fences(writing.counters))
    while some := list(islice(writes, _AT_ONCE)):
        if not await ledger.add(some):
            return False
    return True
