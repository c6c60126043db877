"""Lives of dossiers as lifecycle events, and a way to put them on the topic."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from services.contracts.envelope import Envelope, event_id, to_headers
from services.contracts.events import event_type_of
from services.contracts.events.lifecycle import Accepted, Completed, Refused, Registered, Returned, Snapshot
from services.contracts.topics import LIFECYCLE
from services.runtime.kafka import OutgoingRecord
from tests.platform_fixture import patient_publisher

START = datetime(2026, 3, 2, 3, tzinfo=UTC)
AGENCIES = tuple(f"H90.20.{n:02d}" for n in range(1, 9))
PROCEDURES = ("1.011441@1", "1.011443@1", "1.012753@1")


def code_of(number: int) -> str:
    return f"{AGENCIES[number % 8]}-260302-{number:06d}"


def life(number: int) -> list[Snapshot]:
    """Return all events of dossier `number`: most are finished, one in ten is refused, one in ten still pending."""
    at = START + timedelta(days=number % 60)
    base: dict[str, Any] = {
        "code": code_of(number),
        "agency": AGENCIES[number % 8],
        "province": "H90",
        "tier": "district",
        "procedure": PROCEDURES[number % 3],
        "field": "land",
        "channel": "online" if number % 4 == 0 else "direct",
        "tags": ("no_appointment",) if number % 2 else (),
        "attributes": {"needs_verification": "false"},
        "filed_at": at,
    }
    registered = Registered(**base, occurred_at=at, status=1)
    if number % 10 == 0:
        return [
            registered,
            Refused(**base, occurred_at=at, status=3, finished_at=at, outcome="refused", reason="papers"),
        ]
    due, end = at + timedelta(days=3), at + timedelta(days=2 + number % 3)
    base |= {"received_at": at, "due_at": due}
    accepted = Accepted(**base, occurred_at=at, status=2, clock="running")
    if number % 10 == 1:
        return [registered, accepted]
    base |= {"finished_at": end, "outcome": ("early", "on_time", "late")[number % 3], "clock": "stopped"}
    completed = Completed(**base, occurred_at=end, status=9)
    return [registered, accepted, completed, Returned(**base, occurred_at=end, returned_at=end, status=10)]


def record_of(event: Snapshot, seq: int) -> OutgoingRecord:
    """Return the record of one event as intake's relay would publish it."""
    envelope = Envelope(
        id=event_id("intake", LIFECYCLE.name, event.code, seq),
        type=event_type_of(type(event)).name,
        source="urn:lienthong:intake",
        subject=event.code,
        time=event.occurred_at,
        seq=seq,
    )
    return OutgoingRecord(LIFECYCLE.name, event.code.encode(), event.model_dump_json().encode(), to_headers(envelope))


def records(numbers: Sequence[int]) -> Iterator[list[OutgoingRecord]]:
    """Yield waves of records that may go out together: the first events of all dossiers, then the second, ..."""
    lives = [life(number) for number in numbers]
    for seq in range(1, 5):
        yield [record_of(events[seq - 1], seq) for events in lives if len(events) >= seq]


async def feed(bootstrap: str, namespace: str, numbers: Sequence[int]) -> int:
    """Publish the lives of these dossiers; returns how many events that are."""
    publisher = patient_publisher(bootstrap, namespace, "feed")
    await publisher.start()
    sent = 0
    try:
        for wave in records(numbers):
            await asyncio.gather(*(publisher.publish(record) for record in wave))
            sent += len(wave)
    finally:
        await publisher.stop()
    return sent
