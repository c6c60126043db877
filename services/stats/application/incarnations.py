"""Names of fences: a partition of one incarnation of a topic.

A topic that was deleted and made again starts from offset 0; its records must not meet the fences of the old one.
"""

from collections.abc import Awaitable, Callable, Collection
from typing import Final

_SEPARATOR: Final = "_"

ReadTopicIds = Callable[[Collection[str]], Awaitable[dict[str, str]]]


def fence_of(topic_id: str, partition: int) -> str:
    """Return the name of a fence; it is used as a field name, so it has no dot."""
    return f"{topic_id}{_SEPARATOR}{partition}"


class Incarnations:
    """Knows the current ids of the counted topics (logical names), and asks again when offsets run backwards."""

    def __init__(self, read: ReadTopicIds, topics: Collection[str]) -> None:
        self._read = read
        self._topics = topics
        self._ids: dict[str, str] = {}
        self._last: dict[tuple[str, int], int] = {}

    async def load(self) -> None:
        """Ask the broker for the ids of all counted topics; raises TransientError."""
        self._ids = await self._read(self._topics)

    async def see(self, topic: str, firsts: dict[int, int], lasts: dict[int, int]) -> None:
        """Note the offsets of a batch by partition: anything but going on may mean that the topic is a new one."""
        if any(firsts[partition] <= self._last.get((topic, partition), firsts[partition]) for partition in firsts):
            await self.load()
        self._last.update({(topic, partition): offset for partition, offset in lasts.items()})

    def fence(self, topic: str, partition: int) -> str:
        """Return the fence of a partition; `load` must have succeeded."""
        return fence_of(self._ids[topic], partition)
