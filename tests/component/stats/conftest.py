"""The service on the session's platform, with topics of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.runtime.kafka.operations.topics import apply_topics
from services.stats.application.statistics import Statistics
from services.stats.bootstrap import opened
from services.stats.settings import Settings
from tests.platform_fixture import TestPlatform

CATALOGUE = Path(__file__).parents[3] / "deploy" / "catalogue"


@pytest.fixture
async def settings(platform: TestPlatform, namespace: str) -> Settings:
    await apply_topics(platform.kafka, namespace, replication=1)
    return Settings(
        kafka_bootstrap=platform.kafka,
        store_url=platform.store_url,
        namespace=namespace,
        http_port=0,
        catalogue_dir=str(CATALOGUE),
        token_secret="a test secret of at least 32 characters",
    )


@pytest.fixture
async def stats(settings: Settings) -> AsyncIterator[Statistics]:
    """Return what the operator's commands work on."""
    async with opened(settings) as statistics:
        yield statistics
