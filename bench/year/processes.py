"""The service itself, one process or several, counting the whole topic as its group: the way after an outage."""

import asyncio
import sys
import time
from dataclasses import dataclass
from typing import Final

from aiokafka import AIOKafkaConsumer, TopicPartition

from bench.place import Place, Running, running
from bench.watch import Committed, cpu_seconds
from bench.year.spent import Cost, java_pids, peak_mebibytes
from services.contracts.topics import LIFECYCLE
from services.runtime.kafka.names import group_on_broker, topic_on_broker
from services.runtime.store.store import Store
from services.stats.application.statistics import Statistics
from services.stats.bootstrap import opened
from services.stats.settings import SERVICE, OperatorSettings, database_of

_BEGIN_SECONDS: Final = 60.0
_STALL_SECONDS: Final = 120.0
_TOLD_SECONDS: Final = 10.0
_POLL_SECONDS: Final = 0.1


@dataclass(frozen=True, slots=True)
class Counted:
    """Events of the window between the first and the last commit; `peak` is the largest process's, in MiB."""

    processes: int
    events: int
    seconds: float
    cost: Cost
    peak: float

    @property
    def rate(self) -> float:
        return self.events / self.seconds


def settings_of(place: Place, namespace: str) -> OperatorSettings:
    return OperatorSettings(kafka_bootstrap=place.kafka, store_url=place.store_url, namespace=namespace)


async def count_with(place: Place, namespace: str, processes: int, events: int) -> Counted:
    """Count from an empty store; raises TimeoutError when nothing moved for two minutes."""
    await _forget(place, namespace)
    async with Committed(place.kafka, group_on_broker(namespace, SERVICE)) as committed:
        names = {f"stats-{number}": "services.stats" for number in range(1, processes + 1)}
        with running(place, namespace, names) as group:
            return await _window(group, committed, events)


async def _window(group: Running, committed: Committed, events: int) -> Counted:
    first = await _more_than(0, committed, _BEGIN_SECONDS)
    begun, (ours, platform) = time.perf_counter(), _spent(group)
    reached, told = first, begun
    while reached < events:
        reached = await _more_than(reached, committed, _STALL_SECONDS)
        if time.perf_counter() - told > _TOLD_SECONDS:
            told = time.perf_counter()
            print(f"[year] {reached:,} events counted", file=sys.stderr, flush=True)
    seconds, counted = time.perf_counter() - begun, max(1, events - first)
    after = _spent(group)
    share = 1e6 / counted
    cost = Cost(share * seconds, share * (after[0] - ours), share * (after[1] - platform))
    return Counted(len(group.pids), counted, seconds, cost, max(map(peak_mebibytes, group.pids)))


async def _more_than(reached: int, committed: Committed, seconds: float) -> int:
    """Return what is committed as soon as it is more; raises TimeoutError when it is not in time."""
    deadline = time.perf_counter() + seconds
    while (total := await committed.total()) <= reached:
        if time.perf_counter() > deadline:
            raise TimeoutError(f"{total:,} events are counted and no more come")
        await asyncio.sleep(_POLL_SECONDS)
    return total


def _spent(group: Running) -> tuple[float, float]:
    return cpu_seconds(group.pids), cpu_seconds(java_pids())


async def _forget(place: Place, namespace: str) -> None:
    """Empty the store and put the group back to the beginning, as if the service had never run."""
    store = await Store.open(place.store_url, database_of(namespace))
    await store.drop()
    store.close()
    await _rewind(place, namespace)
    async with opened(settings_of(place, namespace)) as stats:
        await _begin(stats)


async def _begin(stats: Statistics) -> None:
    # Offsets are committed, and of an empty store that means a loss: the service would replay before it counts.
    await stats.generations.create(stats.rules, settled=True)


async def _rewind(place: Place, namespace: str) -> None:
    consumer = AIOKafkaConsumer(
        bootstrap_servers=place.kafka, group_id=group_on_broker(namespace, SERVICE), enable_auto_commit=False
    )
    await consumer.start()
    try:
        name = topic_on_broker(namespace, LIFECYCLE.name)
        partitions = [TopicPartition(name, number) for number in range(LIFECYCLE.partitions)]
        consumer.assign(partitions)
        await consumer.commit(dict.fromkeys(partitions, 0))
    finally:
        await consumer.stop()
