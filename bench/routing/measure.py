"""One run: some routing processes, a warm-up, the measured minutes."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import psutil
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from bench.measured import percentile
from bench.place import Place, Running, running
from bench.routing.seen import Seen, settled, watch, watcher
from bench.routing.traffic import Sent, moments, send
from bench.watch import cpu_seconds
from services.contracts.topics import TOPICS

_SETTLE_SECONDS: Final = 60.0
_WARM_RATE: Final = 0.5
"""Share of the rate that the warm-up has."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`rate` counts dossier events a second; a dossier has two."""

    rate: float
    seconds: float
    warm_seconds: float


@dataclass(frozen=True, slots=True)
class Run:
    """Milliseconds and CPU seconds; `missing` counts dossiers whose first leg was not handed over in time."""

    processes: int
    events: int
    seconds: float
    missing: int
    floor: Sequence[float]
    """accepted sent -> readable: what broker and machine cost without routing"""
    opened: Sequence[float]
    """accepted readable -> route.opened readable"""
    dispatched: Sequence[float]
    """accepted readable -> leg.dispatched readable: two publishes, one after the other"""
    lateness: Sequence[float]
    routing_cpu: float
    platform_cpu: float
    rss_bytes: int
    busy: float
    """Share of the machine's processor time that anybody used meanwhile"""


async def measure(place: Place, processes: int, plan: Plan) -> Run:
    """Measure on topics and processes of its own."""
    namespace = f"routing-{processes}-"
    await place.create_topics(namespace, TOPICS)
    with running(place, namespace, {f"routing-{n}": "services.routing" for n in range(1, processes + 1)}) as group:
        consumer = watcher(place.kafka, namespace)
        producer = AIOKafkaProducer(bootstrap_servers=place.kafka, enable_idempotence=True, linger_ms=0)
        await consumer.start()
        await producer.start()
        try:
            return await _measured(group, consumer, producer, namespace, plan)
        finally:
            await producer.stop()
            await consumer.stop()


async def _measured(
    group: Running, consumer: AIOKafkaConsumer, producer: AIOKafkaProducer, namespace: str, plan: Plan
) -> Run:
    seen, sent = Seen(), Sent()
    watching = asyncio.create_task(watch(consumer, seen))
    try:
        warm = await send(producer, namespace, 0, moments(plan.rate * _WARM_RATE, plan.warm_seconds), Sent())
        await settled(seen, warm, _SETTLE_SECONDS)
        before, begun = _Spent.now(group.pids), time.perf_counter()
        count = await send(producer, namespace, warm, moments(plan.rate, plan.seconds), sent)
        seconds = time.perf_counter() - begun
        await settled(seen, warm + count, _SETTLE_SECONDS)
        return _run(group, sent, seen, before, seconds)
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


@dataclass(frozen=True, slots=True)
class _Spent:
    """CPU seconds so far."""

    routing: float
    platform: float
    busy: float
    idle: float

    @classmethod
    def now(cls, pids: Sequence[int]) -> "_Spent":
        java = [each.pid for each in psutil.Process().children(recursive=True) if each.name() == "java"]
        whole = psutil.cpu_times()
        idle = whole.idle + whole.iowait
        return cls(cpu_seconds(pids), cpu_seconds(java), sum(whole) - idle, idle)


def _run(group: Running, sent: Sent, seen: Seen, before: _Spent, seconds: float) -> Run:
    after = _Spent.now(group.pids)
    busy, idle = after.busy - before.busy, after.idle - before.idle
    return Run(
        processes=len(group.pids),
        events=2 * len(sent.at),
        seconds=seconds,
        missing=len(sent.at.keys() - seen.dispatched.keys()),
        floor=_between(sent.at, sent.at, seen.accepted),
        opened=_between(sent.at, seen.accepted, seen.opened),
        dispatched=_between(sent.at, seen.accepted, seen.dispatched),
        lateness=[1000 * each for each in sent.lateness],
        routing_cpu=after.routing - before.routing,
        platform_cpu=after.platform - before.platform,
        rss_bytes=max(psutil.Process(pid).memory_info().rss for pid in group.pids),
        busy=busy / (busy + idle),
    )


def _between(codes: dict[str, float], earlier: dict[str, float], later: dict[str, float]) -> list[float]:
    """Milliseconds for the dossiers that have both."""
    return [1000 * (later[code] - earlier[code]) for code in codes if code in earlier and code in later]


def middle_and_tail(values: Sequence[float]) -> tuple[float, float]:
    """p50 and p99."""
    return percentile(values, 0.5), percentile(values, 0.99)
