"""Deleting letters that nobody needs any more."""

from aiokafka import TopicPartition
from aiokafka.admin import RecordsToDelete

from services.contracts.topics import dead_letter_topic
from services.runtime.kafka.operations.admin import open_admin
from services.runtime.kafka.operations.desk import Desk, by_aggregate
from services.runtime.kafka.operations.discard import give_up
from services.runtime.kafka.operations.reading import topic_ends


async def purge(desk: Desk) -> dict[int, int]:
    """Delete what lies below the oldest open letter of each partition; return the new first offset of each."""
    # The ends come first: a letter written after them may be missing from the queue, and is not deleted either.
    limits = await topic_ends(desk.bootstrap, desk.namespace, dead_letter_topic(desk.consumer).name)
    for letter in (await desk.read()).open.values():
        limits[letter.stored_partition] = min(limits[letter.stored_partition], letter.stored_offset)
    wanted = {TopicPartition(desk.topic, number): RecordsToDelete(limit) for number, limit in limits.items() if limit}
    if not wanted:
        return {}
    async with open_admin(desk.bootstrap) as admin:
        deleted = await admin.delete_records(wanted)
    return {partition.partition: offset for partition, offset in deleted.items()}


async def purge_all(desk: Desk, reason: str) -> dict[int, int]:
    """Give up every open letter, in order, then delete them all: nothing stays blocked behind what is gone."""
    for group in by_aggregate((await desk.read()).open.values()):
        for letter in group:
            await give_up(desk, letter, reason, last=letter is group[-1])
    return await purge(desk)
