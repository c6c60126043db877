"""Messages to officers, by the operator's lists."""

from datetime import timedelta

from services.kernel.times import Clock
from services.notifications.adapters.officers.list_file import read_officers
from services.notifications.application.officers.to_officers import ToOfficers
from services.notifications.settings import NotificationsSettings

__all__ = ["open_officers"]


def open_officers(settings: NotificationsSettings, clock: Clock) -> ToOfficers:
    """Raises OfficerListError."""
    lists = read_officers(settings.sms_officers, settings.notifications_private_jwk)
    return ToOfficers(lists, clock, timedelta(hours=settings.sms_officer_hours))
