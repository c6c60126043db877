"""Claims messages before they are handed over, and settles those that there is nothing to hand over of.

One read of the messages, one of their contacts, one write of all that follows, whatever the batch holds.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import structlog

from services.kernel.times import Clock
from services.notifications.application.awaited import AwaitedContacts
from services.notifications.application.policy import SendingPolicy
from services.notifications.application.ports import Contact, Contacts, Message, Messages, Pending
from services.notifications.application.prepare import (
    Awaiting,
    Hold,
    Later,
    Preparation,
    Prepare,
    Ready,
    Unsendable,
    Withheld,
)
from services.notifications.application.recipients.keep_limits import KeepLimits
from services.notifications.application.sending.look_again import LookAgain, WhyVoid
from services.notifications.application.status import change_of, count, is_told, quiet_change_of
from services.notifications.domain.machine import Due, claim, due, fail, lose, schedule, suppress, wake_at
from services.notifications.domain.notification import Notification, State
from services.notifications.domain.stored import from_state
from services.runtime.aggregates import Change, CommitOutcome, Loaded

__all__ = ["ClaimMessages", "Claimed"]

_log = structlog.get_logger()
_ORPHANED: Final = timedelta(minutes=10)
"""How long a live row may stand for a message that was never written; far above every timeout of a writer."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """Ours to hand over; `stored` is what the claim left."""

    notification: Notification
    stored: Loaded
    message: Message


@dataclass(slots=True)
class _Round:
    """What one batch leads to, until it is committed."""

    now: datetime
    changes: list[Change] = field(default_factory=list)
    settled: dict[str, Notification] = field(default_factory=dict)
    claimed: dict[str, Claimed] = field(default_factory=dict)
    finished: list[str] = field(default_factory=list)
    later: dict[str, datetime] = field(default_factory=dict)

    def put_off(self, id_: str, until: datetime | None) -> None:
        if until is not None:
            self.later[id_] = until


class ClaimMessages:
    """`owner` names this process; `later` has messages looked at again after so many seconds."""

    def __init__(
        self,
        messages: Messages,
        contacts: Contacts,
        pending: Pending,
        awaited: AwaitedContacts,
        look_again: LookAgain,
        prepare: Prepare,
        limits: KeepLimits,
        policy: SendingPolicy,
        later: Callable[[Sequence[str], float], None],
        owner: str,
        clock: Clock,
    ) -> None:
        self._messages = messages
        self._later = later
        self._contacts = contacts
        self._pending = pending
        self._awaited = awaited
        self._look_again = look_again
        self._prepare = prepare
        self._limits = limits
        self._lease = policy.lease
        self._uncertain = policy.rules.uncertain
        self._owner = owner
        self._clock = clock

    async def __call__(self, ids: Sequence[str], handed_over: Callable[[str], bool]) -> list[Claimed]:
        """Return what may be handed over now; raises TransientError, and then the ids have to come again."""
        loaded = await self._messages.load_many(ids)
        now = self._clock()
        await self._pending.forget([id_ for id_ in ids if id_ not in loaded], now - _ORPHANED)
        going, to_send = _Round(now), list[tuple[Loaded, Notification]]()
        for base in (loaded[id_] for id_ in ids if id_ in loaded):  # as they were accepted, which the store forgets
            notification = from_state(base.id, base.state)
            match due(notification, now, self._owner, self._uncertain, handed_over=handed_over(base.id)):
                case Due.SEND:
                    to_send.append((base, notification))
                case Due.LOST:
                    _settle(going, base, lose(notification, now))
                case Due.LATER:
                    # Whoever put it off may have died before it told the live row.
                    going.put_off(notification.id, wake_at(notification, self._uncertain))
                case Due.NOTHING:
                    going.finished.append(base.id)
        contacts, why_void = await asyncio.gather(
            self._contacts.find_many({each.about.code for _, each in to_send}),
            self._look_again([each for _, each in to_send], now),
        )
        made = self._made([each for _, each in to_send], contacts, why_void, now)
        self._go_on(going, to_send, await self._limits(made, now))
        return await self._commit(going)

    def _made(
        self, notifications: Sequence[Notification], contacts: Mapping[str, Contact], why_void: WhyVoid, now: datetime
    ) -> list[tuple[Notification, Preparation]]:
        made = list[tuple[Notification, Preparation]]()
        for each in notifications:
            void = why_void(each)
            preparation = Withheld(void) if void else self._prepare(each, contacts.get(each.about.code), now)
            made.append((each, preparation))
        return made

    def _go_on(
        self, going: _Round, to_send: Iterable[tuple[Loaded, Notification]], made: Iterable[Preparation]
    ) -> None:
        for (base, notification), preparation in zip(to_send, made, strict=True):
            about, now = notification.about, going.now
            match preparation:
                case Awaiting():
                    since, until = notification.accepted_at, notification.contact_by
                    self._awaited.wait(about.code, notification.id, since, until, now)
                    if not is_told(base):
                        going.changes.append(change_of(notification, base))
                    continue
                case Later(seconds):
                    self._later((base.id,), seconds)
                    continue
                case Hold(until, reason):
                    _hold(going, base, notification, until, reason)
                case Ready(parcel, message):
                    again = notification.state is State.UNCERTAIN
                    taken = claim(notification, parcel, self._owner, now, self._lease, again=again)
                    change, stored = quiet_change_of(taken, base)
                    going.changes.append(change)
                    going.claimed[base.id] = Claimed(taken, stored, message)
                case Withheld(reason):
                    _let_go(going, base, suppress(notification, reason, now))
                case Unsendable(reason):
                    _let_go(going, base, fail(notification, reason, now))
            self._awaited.ended(about.code, notification.id)

    async def _commit(self, going: _Round) -> list[Claimed]:
        """A conflict means that another process got further with the message."""
        outcomes = await self._messages.commit_many(going.changes)
        won = {id_ for id_, outcome in outcomes.items() if outcome is CommitOutcome.COMMITTED}
        for id_, notification in going.settled.items():
            if id_ in won:
                count(notification)
                _tell(notification)
                self._leave(going, notification)
        await self._pending.postpone(going.later)
        await self._pending.remove(going.finished)
        return [claimed for id_, claimed in going.claimed.items() if id_ in won]

    def _leave(self, going: _Round, notification: Notification) -> None:
        """One that is uncertain may have to be looked at again."""
        again = wake_at(notification, self._uncertain)
        if again is None:
            going.finished.append(notification.id)
        else:
            going.put_off(notification.id, again)


def _settle(going: _Round, base: Loaded, notification: Notification) -> None:
    going.settled[base.id] = notification
    going.changes.append(change_of(notification, base))


def _let_go(going: _Round, base: Loaded, after: Notification) -> None:
    """One that is uncertain already stays so without a word: it is only not sent again."""
    if after.state.value == base.state["state"]:
        going.finished.append(base.id)
    else:
        _settle(going, base, after)


def _hold(going: _Round, base: Loaded, notification: Notification, until: datetime, reason: str) -> None:
    """Told of once; one that waits already, or may have arrived, waits on without a word."""
    held = schedule(notification, until, reason, going.now)
    if held.state is not notification.state:
        _settle(going, base, held)
        return
    if held is not notification:
        going.changes.append(quiet_change_of(held, base)[0])
    going.put_off(base.id, until)


def _tell(notification: Notification) -> None:
    if notification.state in {State.UNCERTAIN, State.TECHNICAL_FAILURE}:
        _log.warning(
            "message_in_trouble",
            notification=notification.id,
            code=notification.about.code,
            state=notification.state.value,
            reason=notification.reason,
        )
