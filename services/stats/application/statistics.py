"""What counting, rebuilding and verifying work on."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.stats.application.counted import Counted, rules_version
from services.stats.application.ports import Generation, Generations, OpenLedger, Topics
from services.stats.application.replay import Replayer


@dataclass(frozen=True, slots=True)
class Statistics:
    """The counted topics, where they are read from and where their counts go."""

    counted: tuple[Counted, ...]
    generations: Generations
    ledger: OpenLedger
    topics: Topics
    replayer: Replayer

    @property
    def rules(self) -> str:
        """Return what a generation has to have been counted by."""
        return rules_version(self.counted)

    @property
    def names(self) -> Sequence[str]:
        return [item.topic.name for item in self.counted]

    async def ensured(self) -> Generation:
        """Return the serving generation, the first one if there is none.

        With offsets already committed a first generation starts unsettled: the store was lost, and only a replay
        knows what was counted in it.
        """
        found = await self.generations.serving()
        if found is not None:
            return found
        return await self.generations.create(self.rules, settled=not await self.topics.consumed(self.names))

    async def prepare(self, number: int) -> None:
        """Give a generation the indexes that reading wants; one that has them costs nothing."""
        await self.ledger(number).prepare([item.rules for item in self.counted])

    async def clear(self, number: int) -> None:
        """Delete a generation that does not serve."""
        await self.ledger(number).clear([item.rules for item in self.counted])
