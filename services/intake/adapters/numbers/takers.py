"""Who takes numbers: each process says that it lives, and at its end which numbers it leaves unused.

Row: {_id: process, started_at, seen_at, stopped_at, spares: {book: [numbers]}}.
"""

import asyncio
from contextlib import suppress
from typing import Final

import structlog

from services.intake.adapters.dossiers.numbering import Numbering
from services.kernel.times import Clock
from services.runtime.aggregates.names import to_field
from services.runtime.failures import TransientError
from services.runtime.store import Document, Documents

__all__ = ["COLLECTION", "HEARTBEAT_SECONDS", "Takers"]

COLLECTION: Final = "number_takers"
HEARTBEAT_SECONDS: Final = 10.0
_log = structlog.get_logger()


class Takers:
    """The row of this process; a killed one just stops being seen."""

    def __init__(self, takers: Documents, numbering: Numbering, clock: Clock) -> None:
        self._takers = takers
        self._numbering = numbering
        self._clock = clock
        self._stopping = asyncio.Event()

    async def start(self) -> None:
        now = self._clock()
        row: Document = {"started_at": now, "seen_at": now, "stopped_at": None, "spares": {}}
        await self._takers.insert({"_id": self._numbering.process} | row)

    async def run(self) -> None:
        while not self._stopping.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), HEARTBEAT_SECONDS)
            try:
                await self._takers.update_one({"_id": self._numbering.process}, {"$set": {"seen_at": self._clock()}})
            except TransientError as error:
                _log.warning("taker_not_seen", reason=error.reason)

    async def stop(self) -> None:
        self._stopping.set()
        spares = {to_field(book.key): sorted(left) for book, left in self._numbering.spares.items() if left}
        values = {"stopped_at": self._clock(), "spares": spares}
        await self._takers.update_one({"_id": self._numbering.process}, {"$set": values})
