"""What notifications consumes."""

from typing import Final

from services.contracts.topics import CHALLENGE, CONTACT, LIFECYCLE
from services.runtime.kafka import Handler, Subscription

__all__ = ["SERVICE", "subscriptions"]

SERVICE: Final = "notifications"


def subscriptions(dossiers: Handler, contacts: Handler, challenges: Handler) -> tuple[Subscription, ...]:
    """Lifecycle event by event, without a guard: one that is broken holds up no message of the others."""
    return (
        Subscription(LIFECYCLE, dossiers, ordered=False),
        Subscription(CONTACT, contacts, ordered=False),
        Subscription(CHALLENGE, challenges, ordered=False),
    )
