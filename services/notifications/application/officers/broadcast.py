"""Tells everybody on an agency's list of a control document: once per document, however often it is asked for."""

from datetime import timedelta
from typing import Final

from services.kernel.times import Clock
from services.notifications.application.acceptance import Acceptance
from services.notifications.application.officers.ports import Listed, OfficerLists
from services.notifications.domain.notification import About, Notification, notification_id
from services.runtime.failures import PermanentError

__all__ = ["TEMPLATE", "Broadcast"]

TEMPLATE: Final = "control_document"


class Broadcast:
    """`worth` is how long a message is worth sending."""

    def __init__(self, accept: Acceptance, lists: OfficerLists, clock: Clock, worth: timedelta) -> None:
        self._accept = accept
        self._lists = lists
        self._clock = clock
        self._worth = worth

    async def __call__(self, agency: str, document: str) -> list[str]:
        """The ids of the messages, one per number. Raises PermanentError(list_empty) and TransientError."""
        listed = self._lists.of(agency, TEMPLATE)
        if not listed:
            raise PermanentError("list_empty", agency=agency)
        notifications = [self._notification(agency, document, each) for each in listed]
        await self._accept.take(notifications)
        return [each.id for each in notifications]

    def _notification(self, agency: str, document: str, listed: Listed) -> Notification:
        about = About(
            code=document,
            agency=agency,
            procedure="",
            template=TEMPLATE,
            cause=f"{TEMPLATE}/{agency}/{document}",
            party=f"officer/{listed.key}",
        )
        now = self._clock()
        return Notification(
            id=notification_id(about.cause, TEMPLATE, about.party, about.channel),
            about=about,
            facts={"agency": agency, "document": document},
            contact_seq=0,
            contact_by=now + self._worth,
            accepted_at=now,
            changed_at=now,
            sealed=listed.jwe,
        )
