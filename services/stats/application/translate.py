"""From events as they are published to the changes that are counted."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from services.contracts.events.control import EventDiscarded
from services.contracts.events.lifecycle import Snapshot
from services.contracts.events.notification import NoticeStatusChanged, NotificationStatusChanged
from services.contracts.events.payload import Payload
from services.kernel.agency_code import AgencyCode, province_of
from services.runtime.kafka.records import Delivered
from services.stats.domain.batch import Event
from services.stats.domain.cells import DossierCell, Profile, RecordCell, profile_key
from services.stats.domain.dossiers import DossierChange
from services.stats.domain.messages import MESSAGE, MessageChange

Translate = Callable[[Payload], Any]
_NOT_COUNTED: Final = (EventDiscarded, NoticeStatusChanged)
"""They take their place in the order and change nothing: messages about no dossier have no procedure to stand under."""
_CACHED: Final = 16_384  # cells, about 1 KiB each


def to_event(index: int, fence: str, delivered: Delivered, translate: Translate) -> Event | None:
    """Return the event to count; None for what has no place in the order (a mark of the machinery)."""
    envelope, data = delivered.envelope, delivered.data
    if envelope.seq is None or data is None:
        return None
    change = None if isinstance(data, _NOT_COUNTED) else translate(data)
    replayed = envelope.replayfor is not None
    return Event(index, fence, delivered.record.offset, envelope.subject, envelope.seq, change, replayed)


def dossier_translator(attributes: frozenset[str]) -> Translate:
    """Return the translation of lifecycle events; attributes that are not declared are no dimensions."""

    def translate(data: Payload) -> DossierChange:
        if not isinstance(data, Snapshot):
            raise TypeError(type(data))  # the decoder lets only types of the topic through
        return DossierChange(
            occurred_at=data.occurred_at,
            cell=_cell(
                data.agency,
                data.province,
                data.procedure,
                data.channel,
                data.assisted,
                data.tags,
                data.field,
                data.tier,
                _declared(data, attributes),
            ),
            status=data.status,
            received_at=data.received_at,
            due_at=data.due_at,
            finished_at=data.finished_at,
            outcome=data.outcome,
            group=data.interlinked_group,
        )

    return translate


def translate_message(data: Payload) -> MessageChange:
    """Translate a status event of notifications."""
    if not isinstance(data, NotificationStatusChanged):
        raise TypeError(type(data))  # as above
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


def _declared(data: Snapshot, attributes: frozenset[str]) -> tuple[tuple[str, str], ...]:
    return tuple(item for item in data.attributes.items() if item[0] in attributes)


@lru_cache(_CACHED)
def _cell(
    agency: str,
    province: str,
    procedure: str,
    channel: str,
    assisted: bool,  # noqa: FBT001 a cache takes arguments by position fastest
    tags: tuple[str, ...],
    field: str,
    tier: str,
    declared: tuple[tuple[str, str], ...],
) -> DossierCell:
    """Return the cell of those dimensions, the same object as long as it is remembered: equal at a glance."""
    profile = Profile(channel, assisted, tags, field, tier, declared)
    return DossierCell(agency, province, procedure, profile_key(profile))
