"""Contacts first, then dossiers at random moments; when each SMS was handed over stands in the provider's file."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import orjson
from aiokafka import AIOKafkaProducer

from bench.load.dossiers import Contacts, publish
from bench.place import Place, running
from bench.routing.traffic import Sent, moments, send
from bench.watch import lines, wait_until
from services.contracts.topics import TOPICS
from services.runtime.sealing import read_jwk

_WARM_DOSSIERS: Final = 200
_WARM_RATE: Final = 100.0
_SETTLE_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True)
class Plan:
    """`rate` counts dossier events a second; a dossier has two. Of `bulk_of` dossiers one is back-filled; 0: none.

    `drain_seconds` is how long the messages that are late are waited for.
    """

    name: str
    rate: float
    seconds: float
    bulk_of: int = 0
    drain_seconds: float = _SETTLE_SECONDS

    def is_bulk(self, number: int) -> bool:
        return bool(self.bulk_of) and number % self.bulk_of == 0


@dataclass(frozen=True, slots=True)
class Run:
    """Milliseconds from the accepted event given to the producer to the hand-over; `drained` is seconds from the last
    event to the last hand-over of a lane.
    """

    plan: Plan
    dossiers: int
    seconds: float
    transactional: Sequence[float]
    bulk: Sequence[float]
    drained: tuple[float, float]
    missing: int
    twice: int
    lateness: Sequence[float]


async def measure(place: Place, plan: Plan) -> Run:
    """Measure on topics and a process of its own."""
    namespace = f"sms-{plan.name}-"
    await place.create_topics(namespace, TOPICS)
    arrivals = list(moments(plan.rate, plan.seconds))
    total = _WARM_DOSSIERS + len(arrivals)
    contacts = Contacts(read_jwk(place.secret("notifications_public_jwk")))
    sent, file = Sent(), place.sms_file(namespace)
    with running(place, namespace, {"notifications": "services.notifications"}):
        producer = AIOKafkaProducer(bootstrap_servers=place.kafka, enable_idempotence=True, linger_ms=0)
        await producer.start()
        try:
            await publish(place.kafka, namespace, map(contacts.record, range(1, total + 1)))
            warm = (number / _WARM_RATE for number in range(_WARM_DOSSIERS))
            await send(producer, namespace, 0, warm, Sent())
            await _out(file, _WARM_DOSSIERS, _SETTLE_SECONDS)
            await send(producer, namespace, _WARM_DOSSIERS, iter(arrivals), sent, plan.is_bulk)
            await _out(file, total, plan.drain_seconds)
        finally:
            await producer.stop()
    return _run(plan, sent, file)


async def _out(file: Path, wanted: int, seconds: float) -> None:
    async def all_out() -> bool:
        return lines(file) >= wanted

    await wait_until(all_out, seconds)


def _run(plan: Plan, sent: Sent, file: Path) -> Run:
    handed_over = Counter[str]()
    at: dict[str, float] = {}
    for line in file.read_bytes().splitlines():
        message = orjson.loads(line)
        code = message["text"].rpartition("/")[2]
        handed_over[code] += 1
        at.setdefault(code, datetime.fromisoformat(message["at"]).timestamp())
    begun, ended = min(sent.at.values()), max(sent.at.values())
    lanes: tuple[list[str], list[str]] = ([], [])
    for code in sent.at.keys() & at.keys():
        lanes[code in sent.bulk].append(code)
    waited = [[1000 * (at[code] - sent.at[code]) for code in lane] for lane in lanes]
    last = [max((at[code] for code in lane), default=ended) - ended for lane in lanes]
    return Run(
        plan=plan,
        dossiers=len(sent.at),
        seconds=ended - begun,
        transactional=waited[0],
        bulk=waited[1],
        drained=(max(0.0, last[0]), max(0.0, last[1])),
        missing=len(sent.at.keys() - at.keys()),
        twice=sum(handed_over[code] > 1 for code in sent.at),
        lateness=[1000 * each for each in sent.lateness],
    )
