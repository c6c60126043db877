"""What routing consumes."""

from typing import Final

from services.contracts.events import EVENT_TYPES
from services.contracts.topics import INBOUND, LIFECYCLE
from services.runtime.kafka.records import Handler, Subscription

__all__ = ["REPORT_TYPES", "SERVICE", "subscriptions"]

SERVICE: Final = "routing"
REPORT_TYPES: Final = frozenset(
    kind.name for kind in EVENT_TYPES if kind.topic is INBOUND and SERVICE in kind.consumers
)


def subscriptions(lifecycle: Handler, reports: Handler) -> tuple[Subscription, ...]:
    """Lifecycle in order per dossier, guarded by seq; reports in any order, recognised by (agency, event id)."""
    return (
        Subscription(LIFECYCLE, lifecycle, ordered=True),
        Subscription(INBOUND, reports, ordered=False, types=REPORT_TYPES),
    )
