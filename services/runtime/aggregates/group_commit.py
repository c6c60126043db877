"""One batch of changes as one unordered bulk, and the question which of them happened."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

import structlog

from services.runtime.aggregates.documents import KEPT_TOKENS, TOKENS, Prepared
from services.runtime.aggregates.markers import LiveMarkers
from services.runtime.aggregates.model import CommitOutcome
from services.runtime.failures import PermanentError, TransientError
from services.runtime.store import BulkResult, Documents

Outcome = CommitOutcome | PermanentError | TransientError
Announce = Callable[[Sequence[Any]], Awaitable[None]]
"""Returns when all of them stand; may raise TransientError, and is called again with what stands already."""

_log = structlog.get_logger()
_FIRST_PAUSE: Final = 0.02
"""Seconds before the second attempt; doubled each time, with jitter."""


class GroupCommit:
    """Writes batches that have one change per document."""

    def __init__(self, documents: Documents, markers: LiveMarkers, *, patience_seconds: float = 8.0) -> None:
        self.announce: Announce | None = None
        self._documents = documents
        self._markers = markers
        self._patience = patience_seconds

    async def write(self, batch: Sequence[Prepared]) -> list[Outcome]:
        """Return what became of each change.

        Retried while it is known that a change did not happen and still can; TransientError("commit_unconfirmed")
        when that stays open: it may have happened, and then the sweep publishes its events.
        """
        give_up = time.monotonic() + self._patience
        outcomes = await self._attempt(list(batch))
        pause = _FIRST_PAUSE
        while len(outcomes) < len(batch) and time.monotonic() < give_up:
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 jitter
            pause *= 2
            outcomes |= await self._attempt([each for each in batch if each.id not in outcomes])
        return [outcomes.get(each.id) or TransientError("commit_unconfirmed") for each in batch]

    async def _attempt(self, batch: list[Prepared]) -> dict[str, Outcome]:
        try:
            await self._announce(batch)
            result = await self._documents.write_bulk([each.op for each in batch], retries=0)
        except TransientError as error:
            _log.warning("commit_in_doubt", changes=len(batch), reason=error.reason)
            return await self._settle(batch, frozenset())
        except PermanentError as error:
            return await self._apart(batch, error)
        return await self._judge_all(batch, result)

    async def _announce(self, batch: list[Prepared]) -> None:
        """Return when everything that must stand before the documents does; both requests are under way at once."""
        markers = self._markers.raise_to((each.id, each.version) for each in batch if each.publishes)
        announced = [one for each in batch for one in each.announces]
        if not announced or self.announce is None:
            await markers
            return
        await asyncio.gather(markers, self.announce(announced))

    async def _apart(self, batch: list[Prepared], error: PermanentError) -> dict[str, Outcome]:
        """Halve the batch until the one that the store refuses stands alone; what was written answers by its token."""
        if len(batch) == 1:
            return {batch[0].id: error}
        half = len(batch) // 2
        return await self._attempt(batch[:half]) | await self._attempt(batch[half:])

    async def _judge_all(self, batch: list[Prepared], result: BulkResult) -> dict[str, Outcome]:
        refused = frozenset(batch[index].id for index in result.duplicates)
        updates = sum(not each.creates for each in batch)
        short = result.matched < updates
        doubtful = [each for each in batch if each.id in refused or (short and not each.creates)]
        if not doubtful:
            return {each.id: CommitOutcome.COMMITTED for each in batch}
        unsure = {each.id for each in doubtful}
        settled = await self._settle(doubtful, refused)
        return settled | {each.id: CommitOutcome.COMMITTED for each in batch if each.id not in unsure}

    async def _settle(self, batch: list[Prepared], refused: frozenset[str]) -> dict[str, Outcome]:
        """Reread and look for the tokens; what is missing from the answer may be written again."""
        try:
            found = await self._documents.find_many([each.id for each in batch], projection=TOKENS)
        except TransientError:
            return {}
        judged = ((each.id, _judge(each, found.get(each.id), refused=each.id in refused)) for each in batch)
        return {id_: outcome for id_, outcome in judged if outcome is not None}


def _judge(change: Prepared, document: Mapping[str, Any] | None, *, refused: bool) -> Outcome | None:
    """Return what became of a change, or None when it did not happen and still can."""
    if document is None:
        # Only a unique index beside `_id` can refuse a create whose id is free.
        return CommitOutcome.CONFLICT if refused or not change.creates else None
    if change.token in document["recent_commits"] or change.token == document["created_by"]:
        return CommitOutcome.COMMITTED
    if refused or change.creates:
        return CommitOutcome.CONFLICT
    ahead = document["version"] - change.version
    if ahead < 0:
        return None
    return TransientError("commit_unconfirmed") if ahead >= KEPT_TOKENS else CommitOutcome.CONFLICT
