"""What may be published of a dossier: of a secret one an anonymous count and nothing else (article 003)."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Final

from services.contracts.events.tally import DossierTallied
from services.contracts.topics import CONTACT, TALLY
from services.intake.domain import facts
from services.intake.domain.dossier import Dossier
from services.intake.domain.facts import Recorded
from services.kernel.times import VIETNAM, local_day
from services.runtime.aggregates.model import NewEvent

__all__ = ["publishable", "tally_events"]

_COUNTED: Final = (facts.Accepted, facts.Refused, facts.Completed, facts.Stopped, facts.Withdrawn)


def tally_events(recorded: Iterable[Recorded]) -> tuple[NewEvent, ...]:
    """Subject and key are the random id; a trace would lead back to the request, so there is none."""
    return tuple(_tally(each) for each in recorded if isinstance(each.fact, _COUNTED))


def publishable(dossier: Dossier, events: Iterable[NewEvent]) -> tuple[NewEvent, ...]:
    """The last gate before the outbox, whoever made the events: nothing else of a secret dossier passes.

    A sandbox dossier keeps its contact to itself.
    """
    filing = dossier.filing
    if filing.secret:
        return tuple(event for event in events if event.topic is TALLY)
    if filing.sandbox:
        return tuple(event for event in events if event.topic is not CONTACT)
    return tuple(events)


def _tally(recorded: Recorded) -> NewEvent:
    after, day = recorded.after, local_day(recorded.at)
    tally = after.filing.tally or ""
    data = DossierTallied(
        occurred_at=datetime.combine(day, time.min, VIETNAM).astimezone(UTC),
        tally=tally,
        agency=after.agency,
        day=day,
        outcome=after.outcome.value if after.outcome else "pending",
    )
    return NewEvent(TALLY, data, tally, tally)
