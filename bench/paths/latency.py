"""How long an event takes while dossiers come at a steady rate and all four services run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import orjson
from aiokafka import AIOKafkaConsumer

from bench.measured import percentile
from bench.paths.http import EVENTS_A_DOSSIER, file_dossiers
from bench.place import Place, Running, running
from bench.sizes import Sizes
from bench.variants import Variant, modules
from bench.watch import cpu_seconds, lines, wait_until
from services.contracts.envelope import from_headers
from services.contracts.events import event_type_of
from services.contracts.events.lifecycle import Accepted
from services.contracts.events.progress import RouteOpened
from services.contracts.topics import LIFECYCLE, PROGRESS
from services.runtime.kafka.names import topic_on_broker

_NAMESPACE: Final = "latency-"
_SETTLE_SECONDS: Final = 15.0
_POLL_MS: Final = 500


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds; `missing` counts dossiers whose SMS did not come in time, `cpu` is by service, per dossier event.

    `to_topic` is from the commit in intake to the event's record, `through_routing` from there to `route.opened`'s.
    """

    dossier_events_per_second: float
    answer: Sequence[float]
    to_routing: Sequence[float]
    to_topic: Sequence[float]
    through_routing: Sequence[float]
    accept_to_sms: Sequence[float]
    missing: int
    cpu: Mapping[str, float] = field(default_factory=dict)

    @property
    def rows(self) -> list[tuple[str, float, float]]:
        """What, p50, p99."""
        named = (
            ("HTTP answer", self.answer),
            ("accepted recorded by intake -> route opened by routing", self.to_routing),
            ("request sent -> SMS handed over", self.accept_to_sms),
            ("of it: accepted recorded by intake -> on the topic", self.to_topic),
            ("of it: accepted on the topic -> route opened on the topic", self.through_routing),
        )
        return [(name, percentile(values, 0.5), percentile(values, 0.99)) for name, values in named]


async def measure(place: Place, sizes: Sizes) -> Latency:
    """An accepting filing publishes two dossier events, so filings come at half their rate."""
    await place.create_topics(_NAMESPACE)
    services = modules(Variant.OURS, "intake", "routing", "notifications", "stats")
    rate = sizes.dossier_events_per_second / EVENTS_A_DOSSIER
    with running(place, _NAMESPACE, services) as processes:
        port = processes.ports["intake"]
        warm = await file_dossiers(place, port, sizes.latency_warm_seconds, "--rate", str(rate / 2))
        before = _cpu(processes)
        answered = await file_dossiers(place, port, sizes.latency_seconds, "--rate", str(rate))

        wanted: int = warm["answers"] + answered["answers"]

        async def all_sent() -> bool:
            return lines(place.sms_file(_NAMESPACE)) >= wanted

        await wait_until(all_sent, _SETTLE_SECONDS)
        events = EVENTS_A_DOSSIER * answered["answers"]
        cpu = {name: (used - before[name]) / events * 1e6 for name, used in _cpu(processes).items()}
        return await _latency(place, answered, cpu)


def _cpu(processes: Running) -> dict[str, float]:
    """CPU seconds so far by service."""
    return {one.name: cpu_seconds([one.pid]) for one in processes.processes.measures() if one.pid is not None}


async def _latency(place: Place, answered: dict[str, Any], cpu: Mapping[str, float]) -> Latency:
    sent: dict[str, float] = answered["sent"]
    accepted = await _times(place, LIFECYCLE.name, event_type_of(Accepted).name)
    opened = await _times(place, PROGRESS.name, event_type_of(RouteOpened).name)
    handed_over = _sms_times(place)
    return Latency(
        dossier_events_per_second=EVENTS_A_DOSSIER * answered["answers"] / answered["seconds"],
        answer=answered["milliseconds"],
        to_routing=[(opened[code].recorded - accepted[code].recorded) * 1000 for code in sent if code in opened],
        to_topic=[(accepted[code].published - accepted[code].recorded) * 1000 for code in sent],
        through_routing=[(opened[code].published - accepted[code].published) * 1000 for code in sent if code in opened],
        accept_to_sms=[(handed_over[code] - begun) * 1000 for code, begun in sent.items() if code in handed_over],
        missing=sum(code not in handed_over for code in sent),
        cpu=cpu,
    )


@dataclass(frozen=True, slots=True)
class _Times:
    """When an event was committed, and when its record was made for the broker (epoch s)."""

    recorded: float
    published: float


async def _times(place: Place, topic: str, event_type: str) -> dict[str, _Times]:
    """The times of each dossier's event of that type."""
    consumer = AIOKafkaConsumer(
        topic_on_broker(_NAMESPACE, topic), bootstrap_servers=place.kafka, auto_offset_reset="earliest"
    )
    times: dict[str, _Times] = {}
    await consumer.start()
    try:
        while found := await consumer.getmany(timeout_ms=_POLL_MS):
            for record in (record for records in found.values() for record in records):
                envelope = from_headers(record.headers)
                if envelope.type == event_type:
                    times.setdefault(envelope.subject, _Times(envelope.time.timestamp(), record.timestamp / 1000))
    finally:
        await consumer.stop()
    return times


def _sms_times(place: Place) -> dict[str, float]:
    """When each dossier's SMS was handed over; its code stands in the text."""
    times = {}
    for line in place.sms_file(_NAMESPACE).read_bytes().splitlines():
        message = orjson.loads(line)
        code = message["text"].rpartition("/")[2]
        times[code] = datetime.fromisoformat(message["at"]).timestamp()
    return times
