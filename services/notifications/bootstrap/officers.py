"""Messages to officers, by the operator's lists."""

from dataclasses import dataclass
from datetime import timedelta

from services.kernel.times import Clock
from services.notifications.adapters.officers.list_file import read_officers
from services.notifications.application.acceptance import Acceptance
from services.notifications.application.officers.broadcast import Broadcast
from services.notifications.application.officers.to_officers import ToOfficers
from services.notifications.settings import NotificationsSettings

__all__ = ["Officers", "open_officers"]


@dataclass(frozen=True, slots=True)
class Officers:
    warn: ToOfficers
    broadcast: Broadcast


def open_officers(settings: NotificationsSettings, accept: Acceptance, clock: Clock) -> Officers:
    """Raises OfficerListError."""
    lists = read_officers(settings.sms_officers, settings.notifications_private_jwk)
    worth = timedelta(hours=settings.sms_officer_hours)
    return Officers(ToOfficers(lists, clock, worth), Broadcast(accept, lists, clock, worth))
