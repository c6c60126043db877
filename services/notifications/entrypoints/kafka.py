"""What notifications consumes."""

from typing import Final

from services.contracts.events import event_type_of
from services.contracts.topics import CHALLENGE, CONTACT, LIFECYCLE, PROGRESS
from services.notifications.application.officers.warnings import PROGRESS_WARNINGS
from services.runtime.kafka import Handler, Subscription

__all__ = ["SERVICE", "subscriptions"]

SERVICE: Final = "notifications"
_WARNINGS: Final = frozenset(event_type_of(model).name for model in PROGRESS_WARNINGS)


def subscriptions(
    dossiers: Handler, contacts: Handler, challenges: Handler, warnings: Handler
) -> tuple[Subscription, ...]:
    """Lifecycle event by event, without a guard: one that is broken holds up no message of the others."""
    return (
        Subscription(LIFECYCLE, dossiers, ordered=False),
        Subscription(CONTACT, contacts, ordered=False),
        Subscription(CHALLENGE, challenges, ordered=False),
        Subscription(PROGRESS, warnings, ordered=False, types=_WARNINGS),
    )
