"""Lines as rows of messages for the delivery worker."""

from collections.abc import Mapping

from services.kernel.times import Clock
from services.routing.application.foreign.deliver import DeliverHandOvers
from services.routing.application.foreign.ports import KeptLine, Lines

__all__ = ["SystemRounds"]


class SystemRounds:
    """Implements `DeliveryRounds`."""

    def __init__(self, lines: Lines, deliver: DeliverHandOvers, clock: Clock) -> None:
        self._lines = lines
        self._deliver = deliver
        self._clock = clock

    async def due(self) -> Mapping[str, KeptLine]:
        return {kept.line.system: kept for kept in await self._lines.due(self._clock())}

    async def again(self, id_: str) -> KeptLine | None:
        return (await self.due()).get(id_)

    async def deliver(self, row: KeptLine) -> int:
        return await self._deliver(row)
