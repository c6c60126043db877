"""A database of its own for each test, on the store of the session."""

from collections.abc import AsyncIterator

import pytest

from services.runtime.store import Store
from tests.platform_fixture import TestPlatform


@pytest.fixture
async def store(platform: TestPlatform, namespace: str) -> AsyncIterator[Store]:
    """An open store; the namespace fixture drops its database."""
    opened = await Store.open(platform.store_url, f"{namespace}aggregates")
    yield opened
    opened.close()
