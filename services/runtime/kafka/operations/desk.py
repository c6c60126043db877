"""The operator's desk for one consumer's dead letters: where it publishes, reads, waits and signs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from aiokafka import TopicPartition

from services.contracts.topics import dead_letter_topic
from services.kernel.times import Clock
from services.runtime.kafka.letters import Letter
from services.runtime.kafka.names import group_on_broker, topic_on_broker
from services.runtime.kafka.operations.admin import wait_consumed
from services.runtime.kafka.operations.control import finished, takes_control
from services.runtime.kafka.operations.reading import read_queue
from services.runtime.kafka.publisher import KafkaPublisher
from services.runtime.kafka.records import OutgoingRecord
from services.runtime.kafka.resolutions import Queue, Resolution, resolution_record


@dataclass(slots=True)
class Desk:
    """`ends` collects up to where the consumer must have read before the queue says how a replay went."""

    bootstrap: str
    namespace: str
    consumer: str
    operator: str
    publisher: KafkaPublisher
    clock: Clock
    wait_seconds: float = 60.0
    ends: dict[TopicPartition, int] = field(default_factory=dict)

    async def read(self) -> Queue:
        """Return the queue as it is now."""
        return await read_queue(self.bootstrap, self.namespace, self.consumer)

    async def send(self, record: OutgoingRecord) -> None:
        """Publish to the consumer's topic and remember how far it has to read."""
        at = await self.publisher.send(record)
        partition = TopicPartition(topic_on_broker(self.namespace, record.topic), at.partition)
        self.ends[partition] = max(self.ends.get(partition, 0), at.offset + 1)

    async def resolve(self, letter: Letter, resolution: Resolution, reason: str) -> None:
        """Close a letter, in its own partition so that both are read in order."""
        record = resolution_record(letter, resolution, reason=reason, operator=self.operator, now=self.clock())
        await self.publisher.send(record, letter.stored_partition)

    async def finish(self, letters: Sequence[Letter]) -> None:
        """Tell the consumer that these letters of one aggregate are all back."""
        last = letters[-1]
        if last.aggregate is not None and takes_control(last):
            await self.send(finished(last, last.aggregate, len(letters), self.clock()))

    async def wait(self) -> bool:
        """Wait until the consumer has read everything that was sent; say whether it did in time."""
        ends, self.ends = self.ends, {}
        return await wait_consumed(
            self.bootstrap, group_on_broker(self.namespace, self.consumer), ends, self.wait_seconds
        )

    @property
    def topic(self) -> str:
        """Return the broker's name of the dead-letter topic."""
        return topic_on_broker(self.namespace, dead_letter_topic(self.consumer).name)


def by_aggregate(letters: Iterable[Letter]) -> list[list[Letter]]:
    """Group letters that must go back together, each group in order; a letter without aggregate stands alone."""
    groups: dict[object, list[Letter]] = {}
    for letter in sorted(letters, key=lambda each: each.order):
        groups.setdefault(letter.aggregate if takes_control(letter) else letter.id, []).append(letter)
    return list(groups.values())
