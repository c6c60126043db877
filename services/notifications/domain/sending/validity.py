"""How long a message is true, and of use."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from services.notifications.domain.notification import Notification

__all__ = ["ALWAYS", "Validity", "why_void"]


@dataclass(frozen=True, slots=True)
class Validity:
    """`void_at` are statuses 1-10 of the dossier at which it is no longer true; `lasts` None is for ever."""

    void_at: frozenset[int] = frozenset()
    lasts: timedelta | None = None


ALWAYS: Final = Validity()


def why_void(notification: Notification, validity: Validity, status: int | None, now: datetime) -> str | None:
    """`superseded`, `expired`, or None when it is to be sent; `status` None: nobody knows the dossier's.

    The status that its own event told never makes a message void, whatever the data says of it.
    """
    if validity.lasts is not None and now >= notification.accepted_at + validity.lasts:
        return "expired"
    told_at = notification.about.status
    return "superseded" if told_at is not None and status != told_at and status in validity.void_at else None
