"""What notifications consumes."""

from typing import Final

from services.contracts.events import event_type_of
from services.contracts.topics import CHALLENGE, CONTACT, LIFECYCLE
from services.notifications.application.occasions import OCCASIONS
from services.runtime.kafka import Handler, Subscription

__all__ = ["SERVICE", "subscriptions"]

SERVICE: Final = "notifications"
_TYPES: Final = frozenset(event_type_of(model).name for model in OCCASIONS)


def subscriptions(accept: Handler, contacts: Handler, challenges: Handler) -> tuple[Subscription, ...]:
    """Lifecycle event by event, without a guard: one that is broken holds up no message of the others."""
    return (
        Subscription(LIFECYCLE, accept, ordered=False, types=_TYPES),
        Subscription(CONTACT, contacts, ordered=False),
        Subscription(CHALLENGE, challenges, ordered=False),
    )
