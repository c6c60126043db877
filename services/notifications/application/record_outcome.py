"""Writes down what the provider answered, however long the store takes."""

import asyncio
import random
from typing import Final

import structlog

from services.kernel.times import Clock
from services.notifications.application.accept_events import SWEPT_AFTER
from services.notifications.application.claim_messages import Claimed
from services.notifications.application.feed import Feed
from services.notifications.application.policy import SendingPolicy
from services.notifications.application.ports import Messages, Pending
from services.notifications.application.status import change_of, count
from services.notifications.domain.machine import conclude
from services.notifications.domain.notification import Notification, State
from services.notifications.domain.outcome import Outcome
from services.notifications.domain.stored import from_state
from services.runtime.aggregates import CommitOutcome, Loaded
from services.runtime.failures import TransientError

__all__ = ["RecordOutcome"]

_log = structlog.get_logger()
_ATTEMPTS: Final = 12
_FIRST_PAUSE: Final = 0.1
_LONGEST_PAUSE: Final = 10.0


class RecordOutcome:
    """An answer that cannot be written leaves its message `sending`; once the lease is over it is uncertain."""

    def __init__(self, messages: Messages, pending: Pending, feed: Feed, policy: SendingPolicy, clock: Clock) -> None:
        self._messages = messages
        self._pending = pending
        self._feed = feed
        self._retry = policy.retry
        self._clock = clock

    async def __call__(self, claimed: Claimed, outcome: Outcome) -> bool:
        """Return whether the message says by now what became of this attempt."""
        base: Loaded | None = claimed.stored
        for attempt in range(_ATTEMPTS):
            try:
                base = base or await self._messages.load(claimed.notification.id)
                if base is None or await self._write(base, claimed.notification.attempts, outcome):
                    return True
            except TransientError as error:
                _log.warning("outcome_waits", notification=claimed.notification.id, reason=error.reason)
                pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**attempt)
                await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 jitter
            base = None
        _log.error("outcome_unrecorded", notification=claimed.notification.id, outcome=type(outcome).__name__)
        return False

    async def _write(self, base: Loaded, attempt: int, outcome: Outcome) -> bool:
        """False when the message moved on meanwhile; an answer that comes too late changes nothing."""
        now = self._clock()
        before = from_state(base.id, base.state)
        after = conclude(before, attempt, outcome, now, self._retry)
        if after is before:
            return True
        if await self._messages.commit(change_of(after, base)) is CommitOutcome.CONFLICT:
            return False
        count(after)
        await self._follow_up(after)
        return True

    async def _follow_up(self, after: Notification) -> None:
        """The sweep does it when this process cannot."""
        try:
            if after.state is State.RETRY_WAIT and after.retry_at:
                self._feed.add_later((after.id,), (after.retry_at - after.changed_at).total_seconds())
                await self._pending.postpone(after.id, after.retry_at + SWEPT_AFTER)
            else:
                await self._pending.remove_one(after.id)
        except TransientError as error:
            _log.warning("live_row_left", notification=after.id, reason=error.reason)
        if after.state not in {State.SUBMITTED, State.RETRY_WAIT}:
            _log.warning(
                "message_not_submitted",
                notification=after.id,
                code=after.about.code,
                state=after.state.value,
                reason=after.reason,
            )
