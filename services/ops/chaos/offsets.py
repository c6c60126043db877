"""How far the services' groups are, and how to send one back to the beginning."""

from collections.abc import Mapping
from typing import Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from services.contracts.topics import CONTACT, INBOUND, LIFECYCLE, NOTIFICATION, PROGRESS, Topic
from services.runtime.kafka.names import group_on_broker, topic_on_broker
from services.runtime.kafka.operations.reading import topic_ends

__all__ = ["READS", "lag", "rewind"]

READS: Final[Mapping[str, tuple[Topic, ...]]] = {
    "intake": (INBOUND, PROGRESS),
    "routing": (LIFECYCLE, INBOUND),
    "notifications": (LIFECYCLE, CONTACT, PROGRESS),
    "stats": (LIFECYCLE, NOTIFICATION),
}
"""What each service consumes"""


async def lag(bootstrap: str, namespace: str) -> int:
    """Return how many records lie before the committed offsets of the services' groups."""
    topics = {topic.name for some in READS.values() for topic in some}
    ends = {name: await topic_ends(bootstrap, namespace, name) for name in topics}
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        waiting = 0
        for service, read in READS.items():
            committed = await admin.list_consumer_group_offsets(group_on_broker(namespace, service))
            for topic in read:
                for partition, end in ends[topic.name].items():
                    at = committed.get(TopicPartition(topic_on_broker(namespace, topic.name), partition))
                    waiting += max(0, end - (at.offset if at else 0))  # the end was read earlier
        return waiting
    finally:
        await admin.close()


async def rewind(bootstrap: str, namespace: str, service: str) -> None:
    """Make a stopped service begin at the first records again: everything is delivered a second time."""
    group = group_on_broker(namespace, service)
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, group_id=group, enable_auto_commit=False)
    await consumer.start()
    try:
        every = [TopicPartition(topic.name, p) for topic in READS[service] for p in range(topic.partitions)]
        partitions = [TopicPartition(topic_on_broker(namespace, each.topic), each.partition) for each in every]
        consumer.assign(partitions)
        await consumer.commit(dict.fromkeys(partitions, 0))
    finally:
        await consumer.stop()
