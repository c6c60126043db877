"""What the conditions of legs may ask about a dossier."""

from services.contracts.events.lifecycle import Snapshot
from services.kernel.catalogue import APPLICANT, CHANNEL, TAGS, Condition

__all__ = ["facts_of"]


def facts_of(snapshot: Snapshot) -> Condition:
    """Its attributes, kind of applicant, channel and tags; each fact with the values that it has."""
    facts = {name: frozenset({value}) for name, value in snapshot.attributes.items()}
    if snapshot.applicant is not None:
        facts[APPLICANT] = frozenset({snapshot.applicant})
    return facts | {CHANNEL: frozenset({snapshot.channel}), TAGS: frozenset(snapshot.tags)}
