"""`lienthong up` after an update that counts by other rules: the topics are counted again before anybody starts."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import pytest

from services.ops import stack as stack_module
from services.ops.platform import Addresses
from services.ops.processes import Program
from services.ops.stack import Stack
from services.runtime.store.store import Store
from services.stats.application.statistics import Statistics
from services.stats.application.verify import verify
from services.stats.bootstrap import wire
from services.stats.settings import Settings, database_of
from tests.component.stats.feed import feed
from tests.component.stats.service import events_counted, running, wait_counted

AGAIN = "Statistics were counted by other rules: counting the topics again."


class _NotStarted:
    """The four processes of an installation, of which none is wanted here."""

    def __init__(self, folder: Path, programs: Sequence[Program]) -> None:
        pass

    def start(self, timeout_seconds: float) -> None:
        pass

    def stop(self) -> None:
        pass


class _Given:
    """The session's broker and store in place of an installation's own."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses

    def __call__(self, folder: Path) -> Self:
        return self

    def start(self) -> Addresses:
        return self._addresses

    def stop(self) -> None:
        pass


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def installation(settings: Settings, tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch) -> Stack:
    """What `lienthong up` starts, after it had run once."""
    addresses = Addresses(settings.kafka_bootstrap, settings.store_url)
    monkeypatch.setattr(stack_module, "EmbeddedPlatform", _Given(addresses))
    monkeypatch.setattr(stack_module, "Processes", _NotStarted)
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs/stats.log").touch()
    return Stack(tmp_path, namespace=settings.namespace, preferred={}, tell=said.append)


async def _counted_by_other_rules(settings: Settings) -> None:
    store = await Store.open(settings.store_url, database_of(settings.namespace))
    await wire(settings, store, frozenset({"declared_in_another_catalogue"})).ensured()
    store.close()


async def test_up_counts_again_by_new_rules(
    settings: Settings, stats: Statistics, installation: Stack, said: list[str]
) -> None:
    """Every event once, by the rules of now; the service starts, and a second `up` counts nothing again."""
    total = await feed(settings.kafka_bootstrap, settings.namespace, range(10))
    await _counted_by_other_rules(settings)
    await asyncio.to_thread(installation.start)
    assert (said[0], said[-1]) == (AGAIN, "Statistics: generation 2 is complete")
    async with running(settings):
        await wait_counted(stats, total)
    assert await events_counted(stats) == total
    assert list((await verify(stats)).differences) == []
    said.clear()
    await asyncio.to_thread(installation.start)
    assert said == []


async def test_up_of_a_new_installation_counts_nothing(stats: Statistics, installation: Stack, said: list[str]) -> None:
    """There is no generation to replace: the service makes the first one itself."""
    await asyncio.to_thread(installation.start)
    assert said == []
    assert await stats.generations.serving() is None
