"""Dossiers that are filed and accepted at random moments, at a steady mean rate, as intake publishes them."""

import asyncio
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from aiokafka import AIOKafkaProducer

from bench.load.dossiers import accepted_now, code_of
from bench.paths.http import EVENTS_A_DOSSIER
from services.kernel.times import utc_now
from services.runtime.kafka.names import topic_on_broker
from services.runtime.kafka.records import OutgoingRecord

_SEED: Final = 20_261_127


@dataclass(slots=True)
class Sent:
    """By dossier code: when its accepted event was given to the producer (epoch s). `lateness` is in seconds: how far
    behind its plan this process was each time, which is what the machine adds by itself. `bulk`: the back-filled.
    """

    at: dict[str, float] = field(default_factory=dict)
    lateness: list[float] = field(default_factory=list)
    bulk: set[str] = field(default_factory=set)


def moments(events_a_second: float, seconds: float, seed: int = _SEED) -> Iterator[float]:
    """Arrivals of dossiers (seconds from now), independent of each other: exponential gaps."""
    dice, at = random.Random(seed), 0.0
    while (at := at + dice.expovariate(events_a_second / EVENTS_A_DOSSIER)) < seconds:
        yield at


def _never(_: int) -> bool:
    return False


async def send(
    producer: AIOKafkaProducer,
    namespace: str,
    first: int,
    plan: Iterator[float],
    sent: Sent,
    is_bulk: Callable[[int], bool] = _never,
) -> int:
    """Publish a dossier at each moment, numbered from `first`; `is_bulk`: back-filled. Returns how many."""
    begun, number = time.time(), first
    for number, moment in enumerate(plan, first + 1):
        wait = begun + moment - time.time()
        if wait > 0:
            await asyncio.sleep(wait)
        sent.lateness.append(max(0.0, time.time() - begun - moment))
        await _file(producer, namespace, accepted_now(number, backfill=is_bulk(number)), sent)
        if is_bulk(number):
            sent.bulk.add(code_of(number, utc_now()))
    await producer.flush()
    return number - first


async def _file(producer: AIOKafkaProducer, namespace: str, records: list[OutgoingRecord], sent: Sent) -> None:
    for record in records:
        code = (record.key or b"").decode()
        sent.at[code] = time.time()
        topic = topic_on_broker(namespace, record.topic)
        await producer.send(topic, record.value, record.key, headers=list(record.headers))
