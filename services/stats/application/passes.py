"""Count many batches in one pass: each of them planned as it comes, all of them written at once.

What a pass changes several times is written once, so the larger it is the less an event costs the store; and while the
store works on one pass the next is planned, over the facts that the one before is about to write. Nothing of that
touches the order that makes counting exact (see `apply_batch`): a fact that was read early is as good as one that was
read late, as long as it was read before the fences, and those are read when the pass before is written.
"""

import asyncio
from collections.abc import AsyncIterable, Mapping, Sequence
from typing import Final

from services.stats.application.apply_batch import write
from services.stats.application.ports import Ledger
from services.stats.domain.batch import Event, Plan, plan
from services.stats.domain.facts import Fact, TopicRules

PASS_EVENTS: Final = 10_000
"""What they come to is in memory twice, in the pass that is written and in the one that is planned: about 30 MiB."""


class OvertakenError(Exception):
    """Another owner counts the same: nothing is wrong, but the events have to be read again and go in by batches."""


class Pass:
    """Events of one topic in offset order per partition; `before` are the facts that the pass before it writes."""

    def __init__(self, rules: TopicRules, ledger: Ledger, before: Mapping[str, Fact]) -> None:
        self._rules = rules
        self._ledger = ledger
        self._before = before
        self._known: dict[str, Fact] = {}
        self._made = Plan()
        self.events = 0

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Return the facts as they will be."""
        return self._made.facts

    async def take(self, events: Sequence[Event]) -> int:
        """Plan the next events; return how many were passed over because one before them is missing."""
        gaps = len(self._made.gaps)
        unread = {event.subject for event in events} - self._made.facts.keys() - self._known.keys()
        self._known.update((each, self._before[each]) for each in unread & self._before.keys())
        self._known.update(await self._ledger.facts(self._rules, list(unread - self._before.keys())))
        plan(events, self._known, self._rules, self._made)
        self.events += len(events)
        return len(self._made.gaps) - gaps

    async def write(self) -> None:
        """Write what was planned; raises OvertakenError if another owner moved a fence, and TransientError."""
        if not await write(self._known, self._made, self._rules, self._ledger):
            raise OvertakenError


async def count_in_passes(
    batches: AsyncIterable[Sequence[Event]], rules: TopicRules, ledger: Ledger, most: int = PASS_EVENTS
) -> int:
    """Count all batches; return how many events were passed over.

    Raises OvertakenError and TransientError: then, as always, everything may be counted again from the beginning.
    """
    passed = 0
    present = Pass(rules, ledger, {})
    writing = asyncio.ensure_future(present.write())  # nothing yet
    try:
        async for events in batches:
            passed += await present.take(events)
            if present.events >= most:
                await writing
                writing = asyncio.ensure_future(present.write())
                present = Pass(rules, ledger, present.facts)
        await writing
        await present.write()
    finally:
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
    return passed
