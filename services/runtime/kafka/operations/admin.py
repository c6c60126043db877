"""The broker's administration client, with failures told in our own words."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from services.runtime.failures import TransientError

_CONNECT_SECONDS: Final = 15.0
_POLL_SECONDS: Final = 0.1


@asynccontextmanager
async def open_admin(bootstrap: str) -> AsyncIterator[AIOKafkaAdminClient]:
    """Give a connected client; raises TransientError("broker_unreachable")."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, client_id="lienthong-ops", request_timeout_ms=20_000)
    try:
        async with asyncio.timeout(_CONNECT_SECONDS):
            await admin.start()
    except (TimeoutError, KafkaError) as error:
        await admin.close()
        raise TransientError("broker_unreachable", error=type(error).__name__) from error
    try:
        yield admin
    finally:
        await admin.close()


async def committed_offsets(admin: AIOKafkaAdminClient, group: str) -> dict[TopicPartition, int]:
    """Return the committed offsets of a group; a partition without one is left out."""
    found = await admin.list_consumer_group_offsets(group)
    return {partition: position.offset for partition, position in found.items() if position.offset >= 0}


async def wait_consumed(bootstrap: str, group: str, ends: Mapping[TopicPartition, int], seconds: float) -> bool:
    """Wait until `group` committed at least these offsets; say whether it did in time."""
    async with open_admin(bootstrap) as admin:
        try:
            async with asyncio.timeout(seconds):
                while not _reached(await committed_offsets(admin, group), ends):  # noqa: ASYNC110 the broker tells nobody
                    await asyncio.sleep(_POLL_SECONDS)
        except TimeoutError:
            return False
    return True


def _reached(committed: Mapping[TopicPartition, int], ends: Mapping[TopicPartition, int]) -> bool:
    return all(committed.get(partition, 0) >= end for partition, end in ends.items())
