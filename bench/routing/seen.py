"""When a consumer could read what: both topics, read by one consumer that never waits long."""

import time
from dataclasses import dataclass, field
from typing import Final

from aiokafka import AIOKafkaConsumer

from bench.watch import wait_until
from services.contracts.envelope import from_headers
from services.contracts.events import event_type_of
from services.contracts.events.lifecycle import Accepted
from services.contracts.events.progress import LegDispatched, RouteOpened
from services.contracts.topics import LIFECYCLE, PROGRESS
from services.runtime.kafka.names import topic_on_broker

_ACCEPTED: Final = event_type_of(Accepted).name
_OPENED: Final = event_type_of(RouteOpened).name
_DISPATCHED: Final = event_type_of(LegDispatched).name
_FETCH_MS: Final = 5
"""A fetch that waits for other partitions must not hold up the record that is looked for."""


@dataclass(slots=True)
class Seen:
    """By dossier code, when the event was readable for the first time (epoch s)."""

    accepted: dict[str, float] = field(default_factory=dict)
    opened: dict[str, float] = field(default_factory=dict)
    dispatched: dict[str, float] = field(default_factory=dict)

    def note(self, event_type: str, code: str, at: float) -> None:
        kinds = {_ACCEPTED: self.accepted, _OPENED: self.opened, _DISPATCHED: self.dispatched}
        if (found := kinds.get(event_type)) is not None:
            found.setdefault(code, at)


def watcher(kafka: str, namespace: str) -> AIOKafkaConsumer:
    """An unstarted consumer without a group, from the end of the topics."""
    topics = (topic_on_broker(namespace, topic.name) for topic in (LIFECYCLE, PROGRESS))
    return AIOKafkaConsumer(*topics, bootstrap_servers=kafka, fetch_max_wait_ms=_FETCH_MS)


async def watch(consumer: AIOKafkaConsumer, seen: Seen) -> None:
    """Take note of everything until cancelled."""
    async for record in consumer:
        envelope = from_headers(record.headers)
        seen.note(envelope.type, envelope.subject, time.time())


async def settled(seen: Seen, wanted: int, seconds: float) -> None:
    """Wait until so many first legs were handed over, at most this long."""

    async def all_there() -> bool:
        return len(seen.dispatched) >= wanted

    await wait_until(all_there, seconds)
