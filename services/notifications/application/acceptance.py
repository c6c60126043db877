"""Takes new messages into the books: live row, then message, then feed, so that a crash in between loses none."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from services.kernel.times import Clock
from services.notifications.application.feed import Feed
from services.notifications.application.ports import Messages, Pending
from services.notifications.application.status import count, first_change_of
from services.notifications.domain.notification import About, Notification
from services.runtime.aggregates import CommitOutcome
from services.runtime.failures import PermanentError
from services.runtime.kafka.records import Delivered, Verdicts

__all__ = ["SWEPT_AFTER", "Acceptance"]

SWEPT_AFTER: Final = timedelta(seconds=10)
"""How long a message belongs to the feed of the process that accepted it, before every sweep may bring it up."""


class Acceptance:
    """Idempotent by the messages' ids: one that is there already is only fed again.

    `is_bulk` says which of them wait for all others.
    """

    def __init__(
        self, messages: Messages, pending: Pending, feed: Feed, clock: Clock, is_bulk: Callable[[About], bool]
    ) -> None:
        self._messages = messages
        self._pending = pending
        self._feed = feed
        self._clock = clock
        self._is_bulk = is_bulk

    async def __call__(
        self, batch: Sequence[Delivered], messages_of: Callable[[Delivered], Sequence[Notification]]
    ) -> Verdicts:
        """Take the messages of each event, of which many have none; what `messages_of` refuses for good is rejected.

        Raises TransientError; then the events have to come again.
        """
        verdicts = Verdicts()
        accepted: dict[str, Notification] = {}
        for index, delivered in enumerate(batch):
            try:
                found = messages_of(delivered)
            except PermanentError as error:
                verdicts.rejected[index] = error
                continue
            accepted |= {each.id: each for each in found}
        await self.take(list(accepted.values()))
        return verdicts

    async def take(self, notifications: Sequence[Notification]) -> None:
        """Each once, however often it is given. Raises TransientError."""
        if not notifications:
            return
        accepted = {each.id: each for each in notifications}
        open_ids = [each.id for each in accepted.values() if not each.is_settled]
        bulk = {id_ for id_ in open_ids if self._is_bulk(accepted[id_].about)}
        # Before the messages: one that no row points to would be forgotten by a crash.
        await self._pending.add(open_ids, self._clock() + SWEPT_AFTER, bulk)
        outcomes = await self._messages.commit_many([first_change_of(each) for each in accepted.values()])
        for id_, outcome in outcomes.items():
            if outcome is CommitOutcome.COMMITTED:
                count(accepted[id_])
        # Those that existed too: this may be the repetition after a crash.
        self._feed.add(id_ for id_ in open_ids if id_ not in bulk)
        self._feed.add_bulk(id_ for id_ in open_ids if id_ in bulk)
