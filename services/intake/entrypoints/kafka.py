"""What intake consumes."""

from services.contracts.events import event_type_of
from services.contracts.events.inbound import DossierSubmitted, PaymentConfirmed, SupplementFiled
from services.contracts.topics import INBOUND, PROGRESS
from services.intake.application.agencies.apply_reports import ApplyReports
from services.runtime.kafka import Handler, Subscription

__all__ = ["subscriptions"]

_REPORTS = frozenset(event_type_of(model).name for model in (DossierSubmitted, SupplementFiled, PaymentConfirmed))


def subscriptions(apply_reports: ApplyReports, follow_routes: Handler) -> tuple[Subscription, ...]:
    """Reports are unordered (deduplicated by id), routing's events ordered per dossier."""
    return (
        Subscription(INBOUND, apply_reports, ordered=False, types=_REPORTS),
        Subscription(PROGRESS, follow_routes, ordered=True),
    )
