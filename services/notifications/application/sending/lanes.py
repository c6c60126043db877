"""Which messages wait for all others: some kinds, and whatever back-filled dossiers lead to."""

from collections.abc import Callable, Mapping

from services.notifications.domain.notification import About
from services.notifications.domain.recipients.manner import SERVICE_MESSAGE, Manner

__all__ = ["bulk_by"]


def bulk_by(manners: Mapping[str, Manner]) -> Callable[[About], bool]:
    return lambda about: about.backfill or manners.get(about.template, SERVICE_MESSAGE).bulk
