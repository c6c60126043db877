"""Looking at what happens from outside: offsets, counters, lines of the provider's file, CPU time."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, Self

import psutil
from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient
from motor.motor_asyncio import AsyncIOMotorClient

_POLL_SECONDS = 0.02


def cpu_seconds(pids: Sequence[int]) -> float:
    """User and system time of processes so far."""
    return sum(sum(psutil.Process(pid).cpu_times()[:2]) for pid in pids)


async def wait_until(condition: Callable[[], Awaitable[bool]], seconds: float) -> bool:
    """Ask until it holds; False when it did not in time."""
    deadline = time.perf_counter() + seconds
    while not await condition():
        if time.perf_counter() > deadline:
            return False
        await asyncio.sleep(_POLL_SECONDS)
    return True


class Published:
    """How many records were ever put on a topic (name on the broker)."""

    def __init__(self, kafka: str, topic: str) -> None:
        self._consumer = AIOKafkaConsumer(topic, bootstrap_servers=kafka)

    async def __aenter__(self) -> Self:
        await self._consumer.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._consumer.stop()

    async def total(self) -> int:
        ends: dict[Any, int] = await self._consumer.end_offsets(self._consumer.assignment())
        return sum(ends.values())


class Committed:
    """How far a group has come, over all its topics."""

    def __init__(self, kafka: str, group: str) -> None:
        self._admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
        self._group = group

    async def __aenter__(self) -> Self:
        await self._admin.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._admin.close()

    async def total(self) -> int:
        offsets = await self._admin.list_consumer_group_offsets(self._group)
        return sum(max(0, each.offset) for each in offsets.values())


class Counters:
    """What the statistics of one namespace have counted so far, whoever counted it."""

    def __init__(self, store_url: str, namespace: str) -> None:
        self._client: AsyncIOMotorClient[dict[str, Any]] = AsyncIOMotorClient(store_url)
        self._database = self._client[f"{namespace}stats"]

    async def submitted(self) -> int:
        """Messages counted as handed over."""
        names = [n for n in await self._database.list_collection_names() if n.startswith("counters")]
        total = 0
        for name in names:
            async for document in self._database[name].find({}):
                if str(document["_id"]).startswith("messages|"):
                    total += _leaves(document, "submitted")
        return total

    def close(self) -> None:
        self._client.close()


def lines(path: Path) -> int:
    """Lines of a file, 0 when there is none."""
    return path.read_bytes().count(b"\n") if path.exists() else 0


def _leaves(value: Any, name: str) -> int:
    if not isinstance(value, dict):
        return 0
    return sum(int(each) if key == name else _leaves(each, name) for key, each in value.items())
