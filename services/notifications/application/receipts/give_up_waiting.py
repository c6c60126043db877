"""Messages whose receipts never came are unconfirmed, which is not the same as not delivered."""

from collections.abc import Collection
from datetime import datetime

from services.notifications.application.ports import Messages
from services.notifications.application.status import change_of, count
from services.notifications.domain.machine import give_up
from services.notifications.domain.stored import from_state
from services.runtime.aggregates import CommitOutcome
from services.runtime.timers import Woken

__all__ = ["GiveUpWaiting"]


class GiveUpWaiting:
    """Implements Wake: an alarm of a message that was submitted and has nothing but silence since."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    async def __call__(self, subjects: Collection[str], now: datetime) -> Woken:
        loaded = await self._messages.load_many(subjects)
        before = {id_: from_state(id_, base.state) for id_, base in loaded.items()}
        after = {id_: give_up(each, now) for id_, each in before.items()}
        moved = {id_: each for id_, each in after.items() if each is not before[id_]}
        outcomes = await self._messages.commit_many([change_of(each, loaded[id_]) for id_, each in moved.items()])
        done = {id_ for id_, outcome in outcomes.items() if outcome is CommitOutcome.COMMITTED}
        for id_ in done:
            count(moved[id_])
        return Woken(len(done), moved.keys() - done)
