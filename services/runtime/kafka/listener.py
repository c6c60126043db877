"""What happens when partitions change hands."""

from collections.abc import Awaitable, Callable, Collection

from aiokafka import ConsumerRebalanceListener, TopicPartition

Turn = Callable[[], Awaitable[None]]


class Listener(ConsumerRebalanceListener):  # type: ignore[misc]  # aiokafka publishes no types
    """Tells the consumer before partitions go and after they come."""

    def __init__(self, on_revoked: Turn, on_assigned: Turn) -> None:
        self._on_revoked = on_revoked
        self._on_assigned = on_assigned

    async def on_partitions_revoked(self, revoked: Collection[TopicPartition]) -> None:
        """Called before the group rebalances; the next owner waits for it."""
        if revoked:
            await self._on_revoked()

    async def on_partitions_assigned(self, assigned: Collection[TopicPartition]) -> None:
        """Called with the new assignment."""
        del assigned
        await self._on_assigned()
