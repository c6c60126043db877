"""Whoever hears what providers bring."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.notifications.application.receipts.ports import Incoming
from services.notifications.domain.receipt import Receipt
from services.runtime.failures import TransientError

__all__ = ["Heard"]


@dataclass
class Heard:
    """What was brought; `broken` has nowhere to store it."""

    receipts: list[Receipt] = field(default_factory=list)
    incoming: list[Incoming] = field(default_factory=list)
    broken: bool = False

    async def take(self, receipts: Sequence[Receipt]) -> None:
        if self.broken:
            raise TransientError("store_away")
        self.receipts += receipts

    async def read(self, incoming: Incoming) -> None:
        self.incoming.append(incoming)
