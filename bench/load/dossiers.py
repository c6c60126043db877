"""Lives of dossiers as records on the topics, as intake would have published them."""

import asyncio
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from aiokafka import AIOKafkaProducer
from joserfc.jwk import ECKey

from services.contracts.envelope import Envelope, event_id, to_headers
from services.contracts.events import event_type_of
from services.contracts.events.contact import ContactChanged, ContactClaims
from services.contracts.events.lifecycle import Accepted, Completed, Registered, Snapshot
from services.contracts.events.payload import Payload
from services.contracts.topics import CONTACT, LIFECYCLE, Topic
from services.kernel.times import local_day, utc_now
from services.runtime.kafka.names import topic_on_broker
from services.runtime.kafka.records import OutgoingRecord
from services.runtime.sealing import seal

_AGENCIES: Final = tuple(f"H90.{number:02d}" for number in range(1, 9))
_PROCEDURES: Final = ("1.011441@1", "1.011443@1", "1.012753@1")
_PHONES: Final = tuple(f"+8491234{number:04d}" for number in range(16))
_YEAR: Final = datetime(2026, 3, 2, 3, tzinfo=UTC)
_DAYS: Final = 60


class Contacts:
    """Sealed contacts; sealing is intake's work, so the few that there are were sealed before."""

    def __init__(self, public_key: ECKey) -> None:
        claims = (ContactClaims(phone=phone) for phone in _PHONES)
        self._sealed = [seal(public_key, each.model_dump_json().encode()) for each in claims]

    def record(self, number: int) -> OutgoingRecord:
        now, code = utc_now(), code_of(number, utc_now())
        contact = ContactChanged(code=code, jwe=self._sealed[number % len(self._sealed)], occurred_at=now)
        return _record(CONTACT, contact, code, 1, now)


def code_of(number: int, at: datetime) -> str:
    return f"{_AGENCIES[number % len(_AGENCIES)]}-{local_day(at):%y%m%d}-{number + 1:06d}"


def accepted_now(number: int, *, backfill: bool = False) -> list[OutgoingRecord]:
    """A dossier filed and accepted just now: two records."""
    now = utc_now()
    base = _base(number, now) | {"contact_seq": 1, "backfill": backfill}
    registered = Registered(**base, occurred_at=now, status=1)
    due = {"received_at": now, "due_at": now + timedelta(days=20), "promised_at": now + timedelta(days=20)}
    accepted = Accepted(**base, **due, occurred_at=now, status=2, clock="running", fee_vnd=100_000)
    return _numbered([registered, accepted])


def completed_earlier(number: int) -> list[OutgoingRecord]:
    """A dossier of this spring from filing to result: three records."""
    at = _YEAR + timedelta(days=number % _DAYS)
    due, end = at + timedelta(days=3), at + timedelta(days=2 + number % 3)
    base = _base(number, at)
    registered = Registered(**base, occurred_at=at, status=1)
    base |= {"received_at": at, "due_at": due}
    accepted = Accepted(**base, occurred_at=at, status=2, clock="running")
    base |= {"finished_at": end, "outcome": ("early", "on_time", "late")[number % 3], "clock": "stopped"}
    return _numbered([registered, accepted, Completed(**base, occurred_at=end, status=9)])


async def publish(kafka: str, namespace: str, records: Iterable[OutgoingRecord]) -> int:
    """Put records on their topics, each key's in order; returns how many."""
    producer = AIOKafkaProducer(
        bootstrap_servers=kafka, enable_idempotence=True, compression_type="zstd", linger_ms=5, max_batch_size=262_144
    )
    await producer.start()
    sent: asyncio.Future[Any] | None = None
    count = 0
    try:
        for record in records:
            topic = topic_on_broker(namespace, record.topic)
            sent = await producer.send(topic, record.value, record.key, headers=list(record.headers))
            count += 1
        await producer.flush()
        if sent is not None:
            await sent
    finally:
        await producer.stop()
    return count


def _base(number: int, at: datetime) -> dict[str, Any]:
    return {
        "code": code_of(number, at),
        "agency": _AGENCIES[number % len(_AGENCIES)],
        "province": "H90",
        "tier": "commune",
        "procedure": _PROCEDURES[number % len(_PROCEDURES)],
        "field": "land",
        "channel": "online" if number % 4 == 0 else "direct",
        "tags": ("no_appointment",) if number % 2 else (),
        "filed_at": at,
    }


def _numbered(events: list[Snapshot]) -> list[OutgoingRecord]:
    return [_record(LIFECYCLE, event, event.code, seq, event.occurred_at) for seq, event in enumerate(events, 1)]


def _record(topic: Topic, data: Payload, code: str, seq: int, at: datetime) -> OutgoingRecord:
    envelope = Envelope(
        id=event_id("intake", topic.name, code, seq),
        type=event_type_of(type(data)).name,
        source="urn:lienthong:intake",
        subject=code,
        time=at,
        seq=seq,
    )
    return OutgoingRecord(topic.name, code.encode(), data.model_dump_json().encode(), to_headers(envelope))


def in_waves(lives: Iterable[list[OutgoingRecord]]) -> Iterator[OutgoingRecord]:
    """First the first events of all, then the second ones: neighbours on the topic are different dossiers."""
    for wave in zip(*lives, strict=True):
        yield from wave
