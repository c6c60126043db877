"""A day of desks, routes, messages and secret dossiers as records of their topics."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from services.contracts.envelope import Envelope, event_id, to_headers
from services.contracts.events import activity, event_type_of, progress
from services.contracts.events.notification import NotificationStatusChanged
from services.contracts.events.payload import Payload
from services.contracts.events.tally import DossierTallied
from services.contracts.topics import Topic
from services.kernel.times import local_day
from services.runtime.kafka import OutgoingRecord
from tests.component.stats.feed import AGENCIES, START, code_of
from tests.platform_fixture import patient_publisher

Life = tuple[str, str, list[Payload]]
"""Key, subject and events of one aggregate."""


def lives(number: int) -> list[Life]:
    """Return one ticket, one survey, one route, one message and one secret dossier."""
    agency, at = AGENCIES[number % 8], START + timedelta(days=number % 40)
    return [
        _ticket(f"T-{number}", agency, number, at),
        _survey(f"S-{number}", agency, number, at),
        _route(code_of(number), agency, number, at),
        _message(f"N-{number}", agency, number, at),
        _tally(f"{number:032x}", agency, number, at),
    ]


def _desk(record: str, agency: str, at: Any) -> dict[str, Any]:
    return {
        "record": record, "agency": agency, "province": "H90", "tier": "district", "field": "land", "occurred_at": at,
    }  # fmt: skip


def _ticket(record: str, agency: str, number: int, at: Any) -> Life:
    base = _desk(record, agency, at) | {"number": number + 1, "issued_at": at}
    issued = activity.TicketIssued(**base)
    called = activity.TicketCalled(**base, counter="1")
    filed = code_of(number) if number % 2 else None
    served = activity.TicketServed(**base, wait_minutes=number % 50, service_minutes=number % 7, code=filed)
    ended = activity.TicketNoShow(**base) if number % 5 == 0 else served
    return record, record, [issued, called, ended]


def _survey(record: str, agency: str, number: int, at: Any) -> Life:
    base = _desk(record, agency, at) | {"form": "result"}
    answered = activity.SurveyAnswered(**base, scores={"overall": 1 + number % 5}, least=1, most=5)
    return record, record, [activity.SurveyInvited(**base), *([answered] if number % 2 else [])]


def _route(code: str, agency: str, number: int, at: Any) -> Life:
    base = {"code": code, "procedure": "1.012753@1", "clock": "running", "occurred_at": at}
    leg = base | {"leg": "appraise", "agency": agency}
    ledger = {"used_minutes": 900, "overrun_minutes": 60, "charged": [{"agency": agency, "minutes": 60}]}
    used = 30 * (number % 30)
    events: list[type[Payload]] = [progress.LegDispatched, progress.LegAcknowledged, progress.LegAssigned]
    told: list[dict[str, Any]] = [
        {"due_at": at},
        {"in_time": number % 3 > 0, "waited_minutes": number % 90},
        {"task": "handle", "officer": f"officer-{number % 4}", "reason": "field"},
    ]
    made = [model.model_validate(leg | more) for model, more in zip(events, told, strict=True)]
    if number % 4 == 0:
        return code, code, made
    finished = progress.LegFinished.model_validate(
        leg | {"used_minutes": used, "overrun_minutes": max(0, used - 480), "signer_role": "chair"}
    )
    return code, code, [*made, finished, progress.RouteCompleted.model_validate(base | {"ledger": ledger})]


def _message(record: str, agency: str, number: int, at: Any) -> Life:
    base = {"notification_id": record, "code": code_of(number), "agency": agency, "procedure": "1.012753@1"}
    base |= {"template": "accepted", "channel": "sms", "provider": "file"}
    states = ["accepted", "submitted", "unconfirmed" if number % 3 == 0 else "delivered"]
    events = [
        NotificationStatusChanged.model_validate(
            base | {"state": state, "occurred_at": at, "segments": 2 * (place > 0), "price_vnd": 700 * (place > 0)}
        )
        for place, state in enumerate(states)
    ]
    return code_of(number), record, list(events)


def _tally(tally: str, agency: str, number: int, at: Any) -> Life:
    outcomes = ["pending", *(["late"] if number % 2 else [])]
    base = {"tally": tally, "agency": agency, "occurred_at": at, "day": local_day(at)}
    return tally, tally, [DossierTallied.model_validate(base | {"outcome": outcome}) for outcome in outcomes]


def record_of(event: Payload, key: str, subject: str, seq: int) -> OutgoingRecord:
    """Return the record of one event as its producer's relay would publish it."""
    event_type = event_type_of(type(event))
    assert isinstance(event_type.topic, Topic)
    topic = event_type.topic
    envelope = Envelope(
        id=event_id(topic.producer, topic.name, subject, seq),
        type=event_type.name,
        source=f"urn:lienthong:{topic.producer}",
        subject=subject,
        time=event.occurred_at,
        seq=seq,
    )
    return OutgoingRecord(topic.name, key.encode(), event.model_dump_json().encode(), to_headers(envelope))


def records(numbers: Sequence[int]) -> Iterator[list[OutgoingRecord]]:
    """Yield waves of records that may go out together; every third aggregate is delivered twice from its start."""
    every = [life for number in numbers for life in lives(number)]
    for seq in range(1, 6):
        yield [record_of(events[seq - 1], key, subject, seq) for key, subject, events in every if len(events) >= seq]
    yield [record_of(events[0], key, subject, 1) for key, subject, events in every[::3]]


async def feed_activity(bootstrap: str, namespace: str, numbers: Sequence[int]) -> int:
    """Publish them; returns how many different events that are."""
    publisher = patient_publisher(bootstrap, namespace, "feed")
    await publisher.start()
    try:
        for wave in records(numbers):
            await asyncio.gather(*(publisher.publish(record) for record in wave))
    finally:
        await publisher.stop()
    return sum(len(events) for number in numbers for _, _, events in lives(number))
