"""Read the listing: its markers say where to look, the facts say what is so."""

from collections.abc import AsyncIterator
from typing import Final

from services.stats.application.ports import ListReader, Sought
from services.stats.domain.dossiers import DossierState
from services.stats.domain.facts import TopicRules
from services.stats.domain.listing import Listed
from services.stats.domain.scope import is_asked

__all__ = ["read_listed"]

_PAGE: Final = 5_000


async def read_listed(reader: ListReader, rules: TopicRules, sought: Sought) -> AsyncIterator[tuple[str, DossierState]]:
    """Yield code and state of the dossiers sought, nearly in the order of due dates.

    A marker may be ahead of its fact or left over from a crash, so each is checked; it may also be written again
    behind the place that was reached, so a dossier whose due date moves while it is read can come twice.
    """
    after = None
    while markers := await reader.find_listed(rules, sought, after, _PAGE):
        facts = await reader.facts(rules, [marker.subject for marker in markers])
        for marker in markers:
            fact = facts.get(marker.subject)
            if fact is not None and _meets(_row(rules, fact.state), sought):
                yield marker.subject, fact.state
        last = markers[-1]
        if last.row.due_at is None or len(markers) < _PAGE:
            return
        after = (last.row.due_at, last.subject)


def _row(rules: TopicRules, state: DossierState | None) -> Listed | None:
    row: Listed | None = None if rules.listed is None else rules.listed(state)
    return row


def _meets(row: Listed | None, sought: Sought) -> bool:
    if row is None or row.due_at is None or row.due_at >= sought.due_before:
        return False
    if row.ended_on is not None and (sought.open_on is None or row.ended_on <= sought.open_on):
        return False
    return is_asked(sought.agencies, row.agency)
