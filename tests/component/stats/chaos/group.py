"""How far the service's group has come on the counted topics, seen from outside."""

from collections.abc import Sequence

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from services.runtime.kafka.names import group_on_broker
from services.runtime.kafka.operations.admin import open_admin
from services.stats.application.ports import Topics
from services.stats.settings import SERVICE, Settings


async def committed(settings: Settings) -> int:
    """Return the sum of what the group has committed, over all partitions; 0 while the broker cannot tell."""
    async with open_admin(settings.kafka_bootstrap) as admin:
        try:
            return await _committed(admin, group_on_broker(settings.namespace, SERVICE))
        except KafkaError as error:
            if not error.retriable:
                raise
    return 0


async def is_through(settings: Settings, topics: Topics, names: Sequence[str]) -> bool:
    """Whether everything on the topics is committed."""
    ends = await topics.ends(names)
    return await committed(settings) == sum(end for partitions in ends.values() for end in partitions.values())


async def _committed(admin: AIOKafkaAdminClient, group: str) -> int:
    offsets = await admin.list_consumer_group_offsets(group)
    return sum(max(0, each.offset) for each in offsets.values())
