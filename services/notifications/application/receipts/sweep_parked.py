"""Brings parked receipts up again: a process that was cut off recorded an answer and did not look for them."""

from datetime import timedelta
from typing import Final

import structlog

from services.kernel.times import Clock
from services.notifications.application.receipts.ports import ParkedReceipts, TakesReceipts, part_key

__all__ = ["SweepParked"]

_log = structlog.get_logger()
_PAGE: Final = 500


class SweepParked:
    """A page each time; what nobody claimed for `patience` goes, and is counted in the log."""

    def __init__(self, parked: ParkedReceipts, unpark: TakesReceipts, patience: timedelta, clock: Clock) -> None:
        self._parked = parked
        self._unpark = unpark
        self._patience = patience
        self._clock = clock
        self._after = ""

    async def __call__(self) -> int:
        """Return how many it looked at; raises TransientError, to be tried again."""
        gone = await self._parked.expire(self._clock() - self._patience)
        if gone:
            _log.warning("receipts_never_matched", receipts=gone)
        page = await self._parked.oldest(self._after, _PAGE)
        await self._unpark(page)
        self._after = part_key(page[-1].provider, page[-1].part) if len(page) == _PAGE else ""
        return len(page)
