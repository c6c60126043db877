"""The worker of a process: takes ids from the feed, claims and hands over in batches, several side by side."""

import asyncio
from collections.abc import Collection
from contextlib import suppress
from datetime import timedelta
from typing import Final

import structlog

from services.notifications.application.claim_messages import Claimed, ClaimMessages
from services.notifications.application.feed import Feed
from services.notifications.application.hand_over import HandOver
from services.notifications.application.policy import SendingPolicy
from services.runtime.failures import TransientError
from services.runtime.health import Progress

__all__ = ["SendMessages"]

_log = structlog.get_logger()
_GATHERING: Final = 0.01
"""Seconds between two claims."""
_AGAIN_AFTER: Final = 0.5
"""Seconds until a batch is tried again that the store had no answer for."""


class SendMessages:
    """Never more than `policy.concurrency` messages are claimed and not yet answered."""

    def __init__(
        self, feed: Feed, claims: ClaimMessages, hand_over: HandOver, policy: SendingPolicy, progress: Progress
    ) -> None:
        self._feed = feed
        self._claims = claims
        self._hand_over = hand_over
        self._policy = policy
        self._progress = progress
        self._ended_run = asyncio.Event()
        self._ended_run.set()
        self._at_provider = 0
        self._running: set[asyncio.Task[None]] = set()
        self._freed = asyncio.Event()

    async def run(self) -> None:
        """Work until `stop`."""
        self._ended_run.clear()
        try:
            await self._work()
        finally:
            self._ended_run.set()

    async def stop(self, patience: timedelta) -> None:
        """Claim nothing more, and wait for the answers under way; whose answer does not come is uncertain later."""
        self._feed.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(patience.total_seconds()):
                await self._ended_run.wait()
                while self._running:
                    await asyncio.wait(set(self._running))
        if self._running:
            _log.warning("answers_given_up", messages=self._at_provider)
        for task in self._running:
            task.cancel()

    async def _work(self) -> None:
        while ids := await self._feed.take(await self._free_places()):
            try:
                self._start(ids, await self._claims(ids, self._hand_over.has_begun))
            except TransientError as error:
                _log.warning("claim_failed", messages=len(ids), reason=error.reason)
                self._feed.give_back(ids)
                self._feed.add_later(ids, _AGAIN_AFTER)
            self._progress.advance()
            # A round costs the store the same for one message as for many, so let some gather.
            await asyncio.sleep(_GATHERING)

    def _start(self, ids: list[str], claimed: list[Claimed]) -> None:
        self._feed.give_back(set(ids) - {each.notification.id for each in claimed})
        if claimed:
            self._at_provider += len(claimed)
            task = asyncio.create_task(self._deliver(claimed))
            self._running.add(task)
            task.add_done_callback(self._ended)

    async def _deliver(self, claimed: list[Claimed]) -> None:
        under_way = {each.notification.id for each in claimed}

        def ended(ids: Collection[str]) -> None:
            # Only once each: the same message may be under way again, in another batch.
            under_way.difference_update(ids)
            self._release(ids)

        late: list[str] = []
        try:
            late = await self._hand_over(claimed, ended)
        finally:
            self._release(under_way)
        self._feed.add(late)

    def _release(self, ids: Collection[str]) -> None:
        self._at_provider -= len(ids)
        self._feed.give_back(ids)
        self._freed.set()
        self._progress.advance()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()):
            _log.error("delivery_crashed", error=type(error).__name__)

    async def _free_places(self) -> int:
        while (free := self._policy.concurrency - self._at_provider) <= 0:
            self._freed.clear()
            await self._freed.wait()
        return min(free, self._policy.batch)
