"""The events by which operators talk to one consumer: a discarded event, and the end of a replay."""

from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from services.contracts.envelope import Envelope, to_headers
from services.contracts.events import event_type_of
from services.contracts.events.control import EventDiscarded, ReplayFinished
from services.contracts.topics import TOPICS
from services.runtime.kafka.identity import Aggregate
from services.runtime.kafka.letters import REPLAY_OF, Letter
from services.runtime.kafka.records import OutgoingRecord, RawHeaders

_DROPPED: Final = frozenset({"ce_replayfor", REPLAY_OF})
_COMPACTED: Final = frozenset(topic.name for topic in TOPICS if topic.compacted)


def is_compacted(letter: Letter) -> bool:
    """Say whether the last record of a key is all that the letter's topic keeps."""
    return letter.topic in _COMPACTED


def takes_control(letter: Letter) -> bool:
    """Say whether control events may follow the letter: on a compacted topic they would replace the key's state."""
    return letter.aggregate is not None and not is_compacted(letter)


def replayed(letter: Letter) -> OutgoingRecord:
    """Return the original record, marked for its consumer.

    On a compacted topic it stays unmarked: it may become the only record of its key, and everybody must read that.
    """
    headers: RawHeaders = tuple((name, value) for name, value in letter.headers if name not in _DROPPED)
    if not is_compacted(letter):
        headers += (("ce_replayfor", letter.consumer.encode()),)
    headers += ((REPLAY_OF, letter.id.encode()),)
    return OutgoingRecord(letter.topic, letter.key, letter.value, headers)


def discarded(letter: Letter, aggregate: Aggregate, reason: str, now: datetime) -> OutgoingRecord:
    """Return the event that takes the place of a discarded one: same source, subject and seq, no content."""
    envelope = Envelope(
        id=str(uuid5(UUID(letter.id), "discarded")),
        type=event_type_of(EventDiscarded).name,
        source=aggregate.source,
        subject=aggregate.subject,
        time=now,
        seq=letter.seq,
        replayfor=letter.consumer,
    )
    data = EventDiscarded(occurred_at=now, reason=reason, letter=letter.id)
    headers = (*to_headers(envelope), (REPLAY_OF, letter.id.encode()))
    return OutgoingRecord(letter.topic, _key(letter, aggregate), data.model_dump_json().encode(), headers)


def finished(letter: Letter, aggregate: Aggregate, letters: int, now: datetime) -> OutgoingRecord:
    """Return the event that ends a replay of `letters` letters; `letter` is the last of them."""
    envelope = Envelope(
        id=str(uuid5(UUID(letter.id), f"finished/{now.isoformat()}")),
        type=event_type_of(ReplayFinished).name,
        source=f"urn:lienthong:ops:{letter.consumer}",
        subject=aggregate.subject,
        time=now,
        replayfor=letter.consumer,
    )
    data = ReplayFinished(occurred_at=now, aggregate=aggregate.subject, letters=letters)
    return OutgoingRecord(letter.topic, _key(letter, aggregate), data.model_dump_json().encode(), to_headers(envelope))


def _key(letter: Letter, aggregate: Aggregate) -> bytes:
    return aggregate.subject.encode() if letter.key is None else letter.key
