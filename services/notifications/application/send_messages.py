"""The worker of a process: takes ids from the feed, claims in batches, hands over side by side."""

import asyncio
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
            _log.warning("answers_given_up", messages=len(self._running))
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

    def _start(self, ids: list[str], claimed: list[Claimed]) -> None:
        self._feed.give_back(set(ids) - {each.notification.id for each in claimed})
        for each in claimed:
            task = asyncio.create_task(self._deliver(each))
            self._running.add(task)
            task.add_done_callback(self._ended)

    async def _deliver(self, claimed: Claimed) -> None:
        id_ = claimed.notification.id
        in_time = False
        try:
            in_time = await self._hand_over(claimed)
        finally:
            self._feed.give_back((id_,))
        if not in_time:
            self._feed.add((id_,))
        self._progress.advance()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._freed.set()
        if not task.cancelled() and (error := task.exception()):
            _log.error("delivery_crashed", error=type(error).__name__)

    async def _free_places(self) -> int:
        while (free := self._policy.concurrency - len(self._running)) <= 0:
            self._freed.clear()
            await self._freed.wait()
        return min(free, self._policy.batch)
