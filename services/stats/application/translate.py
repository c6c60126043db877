"""From events as they are published to the changes that are counted."""

from collections.abc import Callable
from typing import Any, Final

from services.contracts.events.control import EventDiscarded
from services.contracts.events.notification import NoticeStatusChanged, NotificationStatusChanged
from services.contracts.events.payload import Payload
from services.kernel.agency_code import AgencyCode, province_of
from services.runtime.kafka.records import Delivered
from services.stats.domain.batch import Event
from services.stats.domain.cells import RecordCell
from services.stats.domain.messages import MESSAGE, MessageChange

Translate = Callable[[Payload], Any]
_NOT_COUNTED: Final = (EventDiscarded, NoticeStatusChanged)
"""They take their place in the order and change nothing: messages about no dossier have no procedure to stand under."""


def to_event(index: int, fence: str, delivered: Delivered, translate: Translate) -> Event | None:
    """Return the event to count; None for what has no place in the order (a mark of the machinery)."""
    envelope, data = delivered.envelope, delivered.data
    if envelope.seq is None or data is None:
        return None
    change = None if isinstance(data, _NOT_COUNTED) else translate(data)
    replayed = envelope.replayfor is not None
    return Event(index, fence, delivered.record.offset, envelope.subject, envelope.seq, change, replayed)


def translate_message(data: Payload) -> MessageChange:
    """Translate a status event of notifications."""
    if not isinstance(data, NotificationStatusChanged):
        raise TypeError(type(data))  # the decoder lets only types of the topic through
    province = province_of(AgencyCode(data.agency))
    return MessageChange(
        occurred_at=data.occurred_at,
        cell=RecordCell(
            MESSAGE,
            data.agency,
            province,
            (data.procedure, data.template, data.channel, data.provider or ""),
            (data.channel,),
        ),
        state=data.state,
        segments=data.segments,
        price_vnd=data.price_vnd,
    )
