"""Makes the messages of a warning: one to each number on the list of the agency."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.contracts.events.lifecycle import Snapshot
from services.contracts.events.progress import RouteEvent
from services.kernel.status import Status
from services.kernel.times import Clock, require_utc
from services.notifications.application.officers.ports import Listed, OfficerLists
from services.notifications.application.officers.warnings import Warned, warned_of
from services.notifications.domain.notification import About, Notification, notification_id
from services.runtime.failures import PermanentError
from services.runtime.kafka.records import Delivered

__all__ = ["ToOfficers"]


class ToOfficers:
    """The ids follow from event and key, so a repetition finds them there; `worth` is how long they are worth sending.

    Nothing is told of backfill: those warnings are about the past.
    """

    def __init__(self, lists: OfficerLists, clock: Clock, worth: timedelta) -> None:
        self._lists = lists
        self._clock = clock
        self._worth = worth

    def __call__(self, delivered: Delivered) -> Sequence[Notification]:
        data = delivered.data
        if not isinstance(data, Snapshot | RouteEvent):
            raise PermanentError("subject_mismatch")
        warned = warned_of(data)
        if data.backfill or warned.agency is None:
            return ()
        now = self._clock()
        until = now + self._worth if warned.until is None else require_utc(warned.until)
        return [
            _notification(delivered, data, warned, warned.agency, listed, now, until)
            for listed in self._lists.of(warned.agency, warned.template)
        ]


def _notification(
    delivered: Delivered,
    data: Snapshot | RouteEvent,
    warned: Warned,
    agency: str,
    listed: Listed,
    now: datetime,
    until: datetime,
) -> Notification:
    about = About(
        code=data.code,
        agency=agency,
        procedure=data.procedure,
        template=warned.template,
        cause=delivered.envelope.id,
        party=f"officer/{listed.key}",
        subject=data.code,
        status=data.status if isinstance(data, Snapshot) else Status.IN_PROCESS.value,  # a leg runs in no other
        trace=delivered.envelope.traceparent,
    )
    return Notification(
        id=notification_id(about.cause, about.template, about.party, about.channel),
        about=about,
        facts=warned.facts,
        contact_seq=0,
        contact_by=until,
        accepted_at=now,
        changed_at=now,
        sealed=listed.jwe,
    )
