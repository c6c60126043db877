"""Read the listing: its markers say where to look, the facts say what is so."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Final

from services.stats.application.ports import After, ListReader, Marker, Sought
from services.stats.domain.dossiers import DossierState
from services.stats.domain.facts import TopicRules
from services.stats.domain.listing import Listed
from services.stats.domain.scope import is_asked

__all__ = ["Found", "read_listed"]

_AT_ONCE: Final = 5_000


@dataclass(frozen=True, slots=True)
class Found:
    """A dossier that is sought, and where its marker stands in the order of due dates."""

    code: str
    state: DossierState
    place: After


async def read_listed(
    reader: ListReader,
    rules: TopicRules,
    sought: Sought,
    after: After | None = None,
    *,
    skip: int = 0,
    at_once: int | None = None,
) -> AsyncIterator[Sequence[Found]]:
    """Yield the dossiers sought in pieces, nearly in the order of due dates, from a place on or without the first few.

    A marker may be ahead of its fact or left over from a crash, so each is checked; it may also be written again
    behind the place that was reached, so a dossier whose due date moves while it is read can come twice.
    """
    size = at_once or _AT_ONCE
    while markers := await reader.find_listed(rules, sought, after, size, skip):
        facts = await reader.facts(rules, [marker.subject for marker in markers])
        states = ((marker, facts[marker.subject].state) for marker in markers if marker.subject in facts)
        yield [_found(marker, state) for marker, state in states if _meets(_row(rules, state), sought)]
        if len(markers) < size:
            return
        after, skip = _place(markers[-1]), 0


def _found(marker: Marker, state: DossierState) -> Found:
    return Found(marker.subject, state, _place(marker))


def _place(marker: Marker) -> After:
    """Return where it stands; what is sought has a due date."""
    if marker.row.due_at is None:
        raise LookupError(marker.subject)
    return marker.row.due_at, marker.subject


def _row(rules: TopicRules, state: DossierState | None) -> Listed | None:
    row: Listed | None = None if rules.listed is None else rules.listed(state)
    return row


def _meets(row: Listed | None, sought: Sought) -> bool:
    if row is None or row.due_at is None or row.due_at >= sought.due_before:
        return False
    if row.ended_on is not None and (sought.open_on is None or row.ended_on <= sought.open_on):
        return False
    return is_asked(sought.agencies, row.agency)
