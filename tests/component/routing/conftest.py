"""Routing on the real platform: the test plays intake and the agencies."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from aiokafka import AIOKafkaConsumer

from services.contracts.envelope import Envelope, event_id, from_headers, to_headers
from services.contracts.events import event_type_of, find_event_type
from services.contracts.events.credential import CredentialChanged
from services.contracts.events.progress import RouteEvent
from services.contracts.topics import CREDENTIAL, INBOUND, LIFECYCLE, PROGRESS, SIGNING, dead_letter_topic
from services.kernel.times import utc_now
from services.routing.bootstrap import build
from services.routing.settings import RoutingSettings
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer
from services.runtime.failures import TransientError
from services.runtime.kafka import Delivered, KafkaPublisher, OutgoingRecord
from services.runtime.kafka.letters import Letter, parse_letter
from services.runtime.kafka.names import topic_on_broker
from services.runtime.kafka.operations.reading import read_topic
from services.runtime.kafka.operations.topics import apply_topics
from services.runtime.process import Parts
from tests.platform_fixture import TestPlatform, patient_publisher
from tests.unit.routing.signed import DESK, INTAKE, LAND, NOW, RING, TAX, credential, outgoing

TOKEN_SECRET = "t" * 32
TOPICS = (LIFECYCLE, INBOUND, PROGRESS, CREDENTIAL, SIGNING, dead_letter_topic("routing"))


@dataclass(frozen=True)
class Told:
    """One event of routing as it lies on the topic."""

    seq: int
    kind: str
    data: Any

    def __str__(self) -> str:
        return f"{self.kind} {getattr(self.data, 'leg', '')}".strip()


@dataclass(frozen=True)
class Heard:
    """One record of routing as it came; `timestamp` is the broker's, in milliseconds."""

    envelope: Envelope
    told: Told
    value: bytes
    timestamp: int


@dataclass
class Running:
    """Routing inside the test's loop."""

    parts: Parts
    tasks: list[asyncio.Task[None]]

    async def stop(self) -> None:
        for step in self.parts.stop:
            await step()
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


@dataclass
class Rig:
    """Publishes what intake and agencies would, and reads what routing tells."""

    platform: TestPlatform
    namespace: str
    publisher: KafkaPublisher
    running: list[Running] = field(default_factory=list)

    def settings(self, **more: Any) -> RoutingSettings:
        values: dict[str, Any] = {
            "kafka_bootstrap": self.platform.kafka,
            "store_url": self.platform.store_url,
            "namespace": self.namespace,
            "token_secret": TOKEN_SECRET,
            "credential_keys": RING,
            "sweep_seconds": 0.2,
            "timer_seconds": 3600,  # the stories play long ago: every leg would be overdue
        }
        return RoutingSettings(**(values | more))

    def variables(self, **more: str) -> dict[str, str]:
        """The environment of a routing process of its own; `more` are settings by name."""
        values = {
            "kafka_bootstrap": self.platform.kafka,
            "store_url": self.platform.store_url,
            "namespace": self.namespace,
            "token_secret": TOKEN_SECRET,
            "credential_keys": RING,
            "http_port": "0",
            "sweep_seconds": "0.5",
        }
        return {f"LIENTHONG_{name.upper()}": value for name, value in (values | more).items()}

    async def follow(self, hear: Callable[[Heard], Awaitable[None]]) -> None:
        """Hear every record of routing on the topic, until cancelled."""
        topic = topic_on_broker(self.namespace, PROGRESS.name)
        consumer = AIOKafkaConsumer(topic, bootstrap_servers=self.platform.kafka, auto_offset_reset="earliest")
        await consumer.start()
        try:
            async for record in consumer:
                envelope, value = from_headers(record.headers), record.value or b""
                await hear(Heard(envelope, _told(envelope, value), value, record.timestamp))
        finally:
            await consumer.stop()

    async def start(self, **more: Any) -> Running:
        parts = await build(self.settings(**more))
        for step in parts.start:
            await step()
        running = Running(parts, [asyncio.create_task(job()) for job in parts.background])
        self.running.append(running)
        return running

    async def stop(self) -> None:
        while self.running:
            await self.running.pop().stop()

    def client(self, *agencies: str) -> httpx.AsyncClient:
        """An HTTP client for the last routing started."""
        principal = Principal("c", frozenset(agencies), frozenset({"routes:read"}))
        token, _ = TokenIssuer(TOKEN_SECRET, 600, utc_now).issue(principal)
        transport = httpx.ASGITransport(self.running[-1].parts.app)
        headers = {"Authorization": f"Bearer {token}"}
        return httpx.AsyncClient(transport=transport, base_url="http://routing", headers=headers)

    async def send(self, *records: Delivered) -> None:
        """Publish in this order."""
        for record in records:
            await self.publisher.publish(outgoing(record))

    async def send_all(self, records: Iterable[Delivered]) -> None:
        """Publish many at once; the order of those of one key is kept by the producer."""
        await asyncio.gather(*(self.publisher.publish(outgoing(record)) for record in records))

    async def told(self) -> dict[str, list[Told]]:
        """First occurrences by dossier code, which must come without gap and in order."""
        found: dict[str, list[Told]] = {}
        async for raw in read_topic(self.platform.kafka, self.namespace, PROGRESS.name):
            envelope = from_headers(raw.headers)
            events = found.setdefault(envelope.subject, [])
            if envelope.seq == len(events) + 1:
                events.append(_told(envelope, raw.value or b""))
            assert (envelope.seq or 0) <= len(events), "an event came before the one that it follows"
        return found

    async def until_told(self, code: str, kind: str, times: int = 1) -> list[Told]:
        """Wait until a dossier has so many events of a kind; returns all of them so far."""

        async def there() -> bool:
            return sum(event.kind == kind for event in (await self.told()).get(code, [])) >= times

        await wait_for(there)
        return (await self.told())[code]

    async def letters(self) -> list[Letter]:
        topic = dead_letter_topic("routing").name
        found = [parse_letter(raw) async for raw in read_topic(self.platform.kafka, self.namespace, topic)]
        return list({letter.id: letter for letter in found if letter}.values())

    async def give_credential(self, known: CredentialChanged) -> None:
        envelope = Envelope(
            id=event_id("intake", CREDENTIAL.name, known.client_id, 1),
            type=event_type_of(CredentialChanged).name,
            source=INTAKE,
            subject=known.client_id,
            time=NOW,
            seq=1,
        )
        value = known.model_dump_json().encode()
        record = OutgoingRecord(CREDENTIAL.name, known.client_id.encode(), value, to_headers(envelope))
        await self.publisher.publish(record)


async def wait_for(condition: Callable[[], Awaitable[bool]], seconds: float = 60.0) -> None:
    """Return once `condition` holds; fail the test when it does not in time.

    A store or broker that does not answer yet says nothing yet.
    """
    async with asyncio.timeout(seconds):
        while True:
            with suppress(TransientError):
                if await condition():
                    return
            await asyncio.sleep(0.05)


def _told(envelope: Envelope, value: bytes) -> Told:
    kind = find_event_type(envelope.type)
    assert kind is not None
    data = kind.model.model_validate_json(value)
    assert isinstance(data, RouteEvent)
    return Told(envelope.seq or 0, kind.name.removeprefix("vn.lienthong.").removesuffix(".v1"), data)


@pytest.fixture
async def rig(platform: TestPlatform, namespace: str) -> AsyncIterator[Rig]:
    """Fresh topics, credentials of the three agencies (they may back-fill: their stories play in 2024)."""
    await apply_topics(platform.kafka, namespace, TOPICS)
    publisher = patient_publisher(platform.kafka, namespace)
    await publisher.start()
    rig = Rig(platform, namespace, publisher)
    for agency in (DESK, LAND, TAX):
        await rig.give_credential(credential(agency, scopes=("events:write", "backfill")))
    yield rig
    with suppress(TimeoutError):
        await rig.stop()
    await publisher.stop()
