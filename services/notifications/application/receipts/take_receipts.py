"""Takes receipts: each moves the message of its part, or is parked until somebody knows the part.

A receipt may come before the answer to its submit, twice, or long after. Whoever records an answer looks among the
parked ones afterwards, and whoever parks one looks at its message afterwards: one of the two finds the other.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import structlog

from services.kernel.times import Clock
from services.notifications.application.ports import Messages
from services.notifications.application.receipts.ports import ParkedReceipts, PartBook, part_key, part_keys
from services.notifications.application.status import change_of, count, quiet_change_of
from services.notifications.domain.machine import hear
from services.notifications.domain.notification import Notification
from services.notifications.domain.receipt import Receipt
from services.notifications.domain.stored import from_state
from services.runtime.aggregates import Change, CommitOutcome, Loaded
from services.runtime.failures import TransientError

__all__ = ["TakeReceipts"]

_log = structlog.get_logger()
_ATTEMPTS = 8
"""Each conflict means that somebody else got further with the message."""


class TakeReceipts:
    """Implements TakesReceipts; idempotent by what a receipt says of which part."""

    def __init__(self, messages: Messages, parts: PartBook, parked: ParkedReceipts, clock: Clock) -> None:
        self._messages = messages
        self._parts = parts
        self._parked = parked
        self._clock = clock

    async def __call__(self, receipts: Sequence[Receipt]) -> None:
        early = await self._apply(receipts)
        if early:
            await self._parked.park(early)
            await self.unpark(early)

    async def look_again(self, notifications: Sequence[Notification]) -> None:
        """After these messages learnt their parts: receipts that came before them are waiting."""
        keys = [key for each in notifications for key in part_keys(each)]
        if keys:
            await self.unpark(await self._parked.of(keys))

    async def unpark(self, receipts: Sequence[Receipt]) -> None:
        """Try parked ones again; those whose part is still unknown stay. Raises TransientError."""
        early = await self._apply(receipts)
        await self._parked.remove([each for each in receipts if each not in early])

    async def _apply(self, receipts: Sequence[Receipt]) -> list[Receipt]:
        """Return those whose part nobody knows yet."""
        owners = await self._parts.owners({part_key(each.provider, each.part) for each in receipts})
        by_message: defaultdict[str, list[Receipt]] = defaultdict(list)
        early: list[Receipt] = []
        for receipt in receipts:
            owner = owners.get(part_key(receipt.provider, receipt.part), receipt.reference)
            if owner is None:
                early.append(receipt)
            else:
                by_message[owner].append(receipt)
        return early + await self._move(by_message)

    async def _move(self, by_message: Mapping[str, Sequence[Receipt]]) -> list[Receipt]:
        left, early = dict(by_message), list[Receipt]()
        for _ in range(_ATTEMPTS):
            if not left:
                return early
            loaded = await self._messages.load_many(left)
            moves = {id_: _heard(base, left[id_], self._clock) for id_, base in loaded.items()}
            early += [receipt for id_, each in left.items() for receipt in each if _is_early(receipt, moves.get(id_))]
            changes = [_change(after, loaded[id_]) for id_, (before, after) in moves.items() if after is not before]
            outcomes = await self._messages.commit_many(changes)
            _tell(moves, outcomes)
            left = {id_: left[id_] for id_, outcome in outcomes.items() if outcome is CommitOutcome.CONFLICT}
            early = [each for each in early if not any(each in some for some in left.values())]
        raise TransientError("message_contended")


Move = tuple[Notification, Notification]


def _heard(base: Loaded, receipts: Sequence[Receipt], clock: Clock) -> Move:
    before = after = from_state(base.id, base.state)
    for receipt in receipts:
        after = hear(after, receipt, clock())
    return before, after


def _is_early(receipt: Receipt, move: Move | None) -> bool:
    """Its message does not say yet that it has the part: the answer to the submit is still being recorded."""
    return move is None or receipt.part not in {part.id for part in move[1].parts}


def _change(after: Notification, base: Loaded) -> Change:
    """Only a new state is told; that one of several parts arrived is nobody's news."""
    if after.state.value == base.state["state"]:
        return quiet_change_of(after, base)[0]
    return change_of(after, base)


def _tell(moves: Mapping[str, Move], outcomes: Mapping[str, CommitOutcome]) -> None:
    for id_, outcome in outcomes.items():
        before, after = moves[id_]
        if outcome is CommitOutcome.COMMITTED and after.state is not before.state:
            count(after)
            _log.info("receipt_taken", notification=id_, code=after.about.code, state=after.state.value)
