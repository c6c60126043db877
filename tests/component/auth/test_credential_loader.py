"""The key directory follows the credential topic of a real broker: from its beginning, to its end, then its tail."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer

from services.contracts.envelope import Envelope, event_id, to_headers
from services.contracts.events import event_type_of
from services.contracts.events.credential import CredentialChanged, VerificationKey
from services.contracts.topics import CREDENTIAL
from services.kernel.times import utc_now
from services.runtime.auth.directory import KeyDirectory, public_material, seal_material
from services.runtime.auth.loader import CredentialLoader
from services.runtime.failures import TransientError
from services.runtime.kafka.operations.topics import apply_topics
from services.runtime.sealing import FieldCipher, KeyRing, new_key_ring

pytestmark = pytest.mark.platform

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
CIPHER = FieldCipher(KeyRing.parse(new_key_ring("k1")))
SECRET = os.urandom(32)


class Topic:
    """Writes the credential topic as intake would."""

    def __init__(self, producer: AIOKafkaProducer, name: str) -> None:
        self._producer = producer
        self._name = name
        self._seq = 0

    async def credential(self, client: str, *keys: VerificationKey) -> None:
        self._seq += 1
        changed = CredentialChanged(occurred_at=NOW, client_id=client, agencies=("H90.20.01",), scopes=(), keys=keys)
        envelope = Envelope(
            id=event_id("intake", CREDENTIAL.name, client, self._seq),
            type=event_type_of(CredentialChanged).name,
            source="urn:lienthong:intake",
            subject=client,
            time=NOW,
            seq=self._seq,
        )
        await self.raw(client.encode(), changed.model_dump_json().encode(), list(to_headers(envelope)))

    async def raw(self, key: bytes | None, value: bytes | None, headers: list[tuple[str, bytes]]) -> None:
        await self._producer.send_and_wait(self._name, value, key, headers=headers)


@pytest.fixture
async def topic(platform: Any, namespace: str) -> AsyncIterator[Topic]:
    await apply_topics(platform.kafka, namespace, [CREDENTIAL])
    producer = AIOKafkaProducer(bootstrap_servers=platform.kafka)
    await producer.start()
    yield Topic(producer, namespace + CREDENTIAL.name)
    await producer.stop()


@pytest.fixture
def directory() -> KeyDirectory:
    return KeyDirectory(CIPHER)


@pytest.fixture
async def loader(
    platform: Any, namespace: str, topic: Topic, directory: KeyDirectory
) -> AsyncIterator[CredentialLoader]:
    loader = CredentialLoader(platform.kafka, namespace, directory, utc_now)
    yield loader
    await loader.stop()


def _ed25519(keyid: str) -> VerificationKey:
    return VerificationKey(keyid=keyid, algorithm="ed25519", material=public_material(bytes(32)))


def _hmac(client: str, keyid: str) -> VerificationKey:
    return VerificationKey(keyid=keyid, algorithm="hmac-sha256", material=seal_material(CIPHER, client, keyid, SECRET))


async def _until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 the condition is in the code under test
            await asyncio.sleep(0.02)


async def test_start_returns_when_everything_published_is_known(
    topic: Topic, directory: KeyDirectory, loader: CredentialLoader
) -> None:
    """Updates, revocations and tombstones are folded; ready only after the end."""
    for number in range(200):
        await topic.credential(f"client-{number}", _ed25519(f"key-{number}"))
    await topic.credential("client-0", _hmac("client-0", "key-new"))
    await topic.credential("client-1")
    await topic.raw(b"client-2", None, [])
    assert loader.check() == "credentials not loaded"
    await loader.start()
    assert loader.check() is None
    found = directory.find("key-new")
    assert found is not None
    assert found.material == SECRET
    assert [directory.find(f"key-{n}") is not None for n in (0, 1, 2, 3, 199)] == [False, False, False, True, True]


async def test_an_empty_topic_is_loaded_at_once(
    loader: CredentialLoader, directory: KeyDirectory, topic: Topic
) -> None:
    """The first start of a platform has no credentials yet."""
    await loader.start()
    assert loader.check() is None
    assert directory.find("any") is None


async def test_the_tail_is_followed(topic: Topic, directory: KeyDirectory, loader: CredentialLoader) -> None:
    """A key created later arrives; a later report with an unknown key becomes certain to have none."""
    await loader.start()
    running = asyncio.create_task(loader.run())
    received_at = utc_now()
    with pytest.raises(TransientError, match="key_not_known_yet"):
        directory.resolve("key-1", received_at)
    await topic.credential("client-1", _ed25519("key-1"))
    await _until(lambda: directory.find("key-1") is not None)
    assert directory.resolve("key-1", received_at) is not None
    await loader.stop()
    await asyncio.wait_for(running, 60)


async def test_an_unreadable_record_keeps_nobody_else_out(
    topic: Topic, directory: KeyDirectory, loader: CredentialLoader
) -> None:
    """Garbage, a stolen key id and a record under another client's key are skipped."""
    await topic.credential("client-1", _ed25519("key-1"))
    await topic.raw(b"client-9", b"{not json", [])
    await topic.raw(b"client-9", b"{}", [("ce_id", b"\xff")])
    await topic.raw(b"\xff", None, [])
    await topic.credential("client-2", _ed25519("key-1"))
    await topic.credential("client-3", _hmac("client-4", "key-3"))
    await topic.credential("client-5", _ed25519("key-5"))
    await loader.start()
    owner = directory.find("key-1")
    assert owner is not None
    assert owner.client_id == "client-1"
    assert directory.find("key-3") is None
    assert directory.find("key-5") is not None


async def test_a_broker_that_is_not_there_is_a_transient_failure(directory: KeyDirectory) -> None:
    """The process exits with a reason and is started again, instead of verifying with half of the keys."""
    loader = CredentialLoader("127.0.0.1:1", "", directory, utc_now)
    with pytest.raises(TransientError, match="credentials_not_loaded"):
        await loader.start(timeout=2)
    assert loader.check() == "credentials not loaded"
