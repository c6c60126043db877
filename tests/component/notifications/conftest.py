"""The rig of these tests."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.contracts.topics import CHALLENGE, CONTACT, LIFECYCLE, NOTIFICATION, PROGRESS, dead_letter_topic
from services.runtime.kafka.operations.topics import apply_topics
from tests.component.notifications.rig import Rig
from tests.platform_fixture import TestPlatform, patient_publisher


@pytest.fixture
async def rig(platform: TestPlatform, namespace: str, tmp_path: Path) -> AsyncIterator[Rig]:
    """Give a rig over fresh topics, an empty database and no file."""
    topics = [LIFECYCLE, PROGRESS, CONTACT, CHALLENGE, NOTIFICATION, dead_letter_topic("notifications")]
    await apply_topics(platform.kafka, namespace, topics)
    publisher = patient_publisher(platform.kafka, namespace)
    await publisher.start()
    rig = Rig(platform, namespace, publisher, tmp_path / "sms.jsonl")
    yield rig
    await rig.stop()
    await publisher.stop()
