"""Compare the listing with the facts: every listed fact has its marker, as it stands."""

from collections.abc import AsyncIterator

from services.stats.application.ports import Marker, WholeLedger
from services.stats.domain.facts import TopicRules
from services.stats.domain.listing import Listed

__all__ = ["unmarked"]


async def unmarked(ledger: WholeLedger, rules: TopicRules) -> AsyncIterator[tuple[str, Listed, Listed | None]]:
    """Yield subject, what its marker should say and what it says; both come in the order of ids, in one pass.

    A marker that belongs to no listed fact is no difference: a crash may leave it, and readers pass it over.
    """
    listed = rules.listed
    if listed is None:
        return
    markers = aiter(ledger.all_listed(rules))
    marker: Marker | None = await anext(markers, None)
    async for subject, fact in ledger.all_facts(rules):
        expected = listed(fact.state)
        if expected is None:
            continue
        while marker is not None and marker.subject < subject:
            marker = await anext(markers, None)
        found = marker.row if marker is not None and marker.subject == subject else None
        if found != expected:
            yield subject, expected, found
