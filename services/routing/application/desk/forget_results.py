"""Erases signed results that were kept as long as the rules say (`retention`, class file)."""

from datetime import timedelta
from typing import Final, Protocol

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock, local_day
from services.routing.application.desk.results import AttachedResult, Results

__all__ = ["ForgetResults"]

_CLASS: Final = "file"
_PAGE: Final = 200


class Droppable(Protocol):
    async def drop(self, sha256: str) -> None:
        """What is not there is gone already."""
        ...


class ForgetResults:
    """By the rules of today at the agency that attached it; an agency's rules can only keep it longer (D)."""

    def __init__(self, results: Results, blobs: Droppable, catalogue: Catalogue, clock: Clock) -> None:
        self._results = results
        self._blobs = blobs
        self._catalogue = catalogue
        self._clock = clock

    async def sweep(self) -> int:
        """Returns how many were erased; raises TransientError, then simply again."""
        now = self._clock()
        national = self._catalogue.pack_on(local_day(now)).retention[_CLASS]
        old = await self._results.attached_before(now - timedelta(days=national), _PAGE)
        due = [each for each in old if each.attached_at + self._term(each.agency) <= now]
        for result in due:
            await self._forget(result)
        return len(due)

    async def _forget(self, result: AttachedResult) -> None:
        """The row last: after a crash it still says that there is something to drop."""
        if not await self._results.is_shared(result):
            await self._blobs.drop(result.sha256)
        await self._results.remove(result)

    def _term(self, agency: AgencyCode) -> timedelta:
        return timedelta(days=self._catalogue.rules_on(local_day(self._clock()), agency).retention[_CLASS])
