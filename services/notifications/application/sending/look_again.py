"""Looks at dossiers again before their messages are sent: what is no longer true, or too late, is not sent."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from services.notifications.application.sending.ports import Dossiers
from services.notifications.domain.notification import Notification
from services.notifications.domain.sending.validity import ALWAYS, Validity, why_void

__all__ = ["LookAgain", "WhyVoid"]

WhyVoid = Callable[[Notification], str | None]
"""`superseded`, `expired`, or None for a message that is to be sent."""


class LookAgain:
    """One read of the dossiers, whatever the batch holds, and none for messages that are true at any status."""

    def __init__(self, dossiers: Dossiers, validity: Mapping[str, Validity]) -> None:
        self._dossiers = dossiers
        self._validity = validity

    async def __call__(self, notifications: Iterable[Notification], now: datetime) -> WhyVoid:
        """Raises TransientError."""
        asked = {each.about.subject for each in notifications if self._of(each).void_at}
        statuses = await self._dossiers.statuses(code for code in asked if code is not None)

        def why(notification: Notification) -> str | None:
            subject = notification.about.subject
            return why_void(notification, self._of(notification), statuses.get(subject or ""), now)

        return why

    def _of(self, notification: Notification) -> Validity:
        return self._validity.get(notification.about.template, ALWAYS)
