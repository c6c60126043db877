"""Writes down what the provider answered, however long the store takes."""

import asyncio
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog

from services.kernel.times import Clock
from services.notifications.application.acceptance import SWEPT_AFTER
from services.notifications.application.claim_messages import Claimed
from services.notifications.application.feed import Feed
from services.notifications.application.policy import SendingPolicy
from services.notifications.application.ports import Messages, Pending
from services.notifications.application.receipts.track_parts import TrackParts
from services.notifications.application.status import change_of, count
from services.notifications.domain.machine import conclude, wake_at
from services.notifications.domain.notification import Notification, State
from services.notifications.domain.outcome import Outcome
from services.notifications.domain.stored import from_state
from services.runtime.aggregates import CommitOutcome, Loaded
from services.runtime.failures import PermanentError, TransientError

__all__ = ["Answer", "RecordOutcomes"]

_log = structlog.get_logger()
_ATTEMPTS: Final = 12
_FIRST_PAUSE: Final = 0.1
_LONGEST_PAUSE: Final = 10.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider said of one attempt."""

    claimed: Claimed
    outcome: Outcome


class RecordOutcomes:
    """An answer that cannot be written leaves its message `sending`; once the lease is over it is uncertain."""

    def __init__(
        self,
        messages: Messages,
        pending: Pending,
        feed: Feed,
        parts: TrackParts,
        policy: SendingPolicy,
        clock: Clock,
    ) -> None:
        self._messages = messages
        self._parts = parts
        self._pending = pending
        self._feed = feed
        self._rules = policy.rules
        self._clock = clock

    async def __call__(self, answers: Sequence[Answer]) -> set[str]:
        """Return the messages that say by now what became of this attempt."""
        left = {answer.claimed.notification.id: answer for answer in answers}
        try:
            unrecorded = await self._patiently(left)
        except PermanentError as error:
            if len(left) > 1:
                # One that the store refuses keeps no other from being written.
                apart = [await self([answer]) for answer in answers]
                return set[str]().union(*apart)
            _log.error("outcome_refused", notifications=list(left), reason=error.reason)
            return set()
        for id_ in unrecorded:
            _log.error("outcome_unrecorded", notification=id_, outcome=type(left[id_].outcome).__name__)
        return left.keys() - unrecorded.keys()

    async def _patiently(self, left: Mapping[str, Answer]) -> Mapping[str, Answer]:
        """Return what could not be written in all attempts."""
        bases: Mapping[str, Loaded] = {id_: answer.claimed.stored for id_, answer in left.items()}
        for attempt in range(_ATTEMPTS):
            try:
                bases = bases or await self._messages.load_many(left)
                left = {id_: left[id_] for id_ in await self._write(left, bases)}
            except TransientError as error:
                _log.warning("outcomes_wait", messages=len(left), reason=error.reason)
                pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2**attempt)
                await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 jitter
            if not left:
                break
            bases = {}
        return left

    async def _write(self, answers: Mapping[str, Answer], bases: Mapping[str, Loaded]) -> list[str]:
        """Return those that moved on meanwhile; an answer that comes too late changes nothing."""
        after = self._concluded(answers, bases)
        await self._parts.expect(after.values())
        changes = [change_of(each, bases[id_]) for id_, each in after.items()]
        outcomes = await self._messages.commit_many(changes)
        written = [each for id_, each in after.items() if outcomes[id_] is CommitOutcome.COMMITTED]
        for each in written:
            count(each)
        await self._follow_up(written)
        return [id_ for id_, outcome in outcomes.items() if outcome is CommitOutcome.CONFLICT]

    def _concluded(self, answers: Mapping[str, Answer], bases: Mapping[str, Loaded]) -> dict[str, Notification]:
        now = self._clock()
        after: dict[str, Notification] = {}
        for id_, base in bases.items():
            before = from_state(id_, base.state)
            answer = answers[id_]
            concluded = conclude(before, answer.claimed.notification.attempts, answer.outcome, now, self._rules)
            if concluded is not before:
                after[id_] = concluded
        return after

    async def _follow_up(self, written: Sequence[Notification]) -> None:
        """The sweep does it when this process cannot."""
        try:
            again = {each.id: at for each in written if (at := self._again(each)) is not None}
            for each in written:
                if each.id in again:
                    self._feed.add_later((each.id,), (again[each.id] - each.changed_at).total_seconds())
            await self._pending.postpone({id_: at + SWEPT_AFTER for id_, at in again.items()})
            await self._pending.remove([each.id for each in written if each.id not in again])
            await self._parts.look_again(written)
        except TransientError as error:
            _log.warning("live_rows_left", messages=len(written), reason=error.reason)
        for each in written:
            _tell(each)

    def _again(self, notification: Notification) -> datetime | None:
        return wake_at(notification, self._rules.uncertain)


def _tell(after: Notification) -> None:
    if after.state not in {State.SUBMITTED, State.RETRY_WAIT}:
        _log.warning(
            "message_not_submitted",
            notification=after.id,
            code=after.about.code,
            state=after.state.value,
            reason=after.reason,
        )
