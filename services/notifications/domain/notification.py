"""One message to one citizen about one event, and where it stands."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from services.notifications.domain.receipt import Part
from services.notifications.domain.segments import Encoding
from services.notifications.domain.wording import Facts

__all__ = [
    "FINAL",
    "NEXT",
    "TAKEN",
    "About",
    "Attempt",
    "Claim",
    "Notification",
    "Parcel",
    "State",
    "notification_id",
    "rank",
]

_NAMESPACE: Final[UUID] = uuid5(NAMESPACE_URL, "urn:lienthong:notification")


class State(StrEnum):
    """UNCERTAIN: handed over, or perhaps not, and nobody can say any more. UNCONFIRMED: no receipt came in time."""

    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    RETRY_WAIT = "retry_wait"
    UNCERTAIN = "uncertain"
    SUBMITTED = "submitted"
    UNCONFIRMED = "unconfirmed"
    TEMPORARY_FAILURE = "temporary_failure"
    DELIVERED = "delivered"
    SUPPRESSED = "suppressed"
    PERMANENT_FAILURE = "permanent_failure"
    TECHNICAL_FAILURE = "technical_failure"


FINAL: Final = frozenset({State.DELIVERED, State.SUPPRESSED, State.PERMANENT_FAILURE, State.TECHNICAL_FAILURE})
"""Nothing that comes later changes these."""
TAKEN: Final = frozenset({State.SUBMITTED, State.UNCONFIRMED, State.TEMPORARY_FAILURE})
"""The provider has it, and only its receipts say more."""
_RANKS: Final = {
    State.ACCEPTED: 0,
    State.SCHEDULED: 1,
    State.SENDING: 2,
    State.RETRY_WAIT: 3,
    State.UNCERTAIN: 4,
    State.SUBMITTED: 5,
    State.UNCONFIRMED: 6,
    State.TEMPORARY_FAILURE: 7,
}
_FINAL_RANK: Final = 8
_REMEMBERED: Final = 20
_RECEIPTS: Final = frozenset({State.DELIVERED, State.TEMPORARY_FAILURE, State.PERMANENT_FAILURE})
_UNSENT: Final = frozenset({State.SCHEDULED, State.SENDING, State.SUPPRESSED, State.TECHNICAL_FAILURE})
NEXT: Final = {
    State.ACCEPTED: _UNSENT,
    State.SCHEDULED: _UNSENT,
    # To itself: its owner knows that it never called the provider, and claims it again.
    State.SENDING: _UNSENT | _RECEIPTS | {State.RETRY_WAIT, State.UNCERTAIN, State.SUBMITTED},
    # Back to uncertain: it was sent before, and will not be sent again.
    State.RETRY_WAIT: _UNSENT | {State.UNCERTAIN},
    # To be sent again: only by a provider that knows the reference, or once, as the policy says.
    State.UNCERTAIN: _RECEIPTS | {State.SENDING, State.SUBMITTED},
    State.SUBMITTED: _RECEIPTS | {State.UNCONFIRMED},
    State.UNCONFIRMED: _RECEIPTS,
    State.TEMPORARY_FAILURE: frozenset({State.DELIVERED, State.PERMANENT_FAILURE}),
} | dict.fromkeys(FINAL, frozenset[State]())


@dataclass(frozen=True, slots=True)
class About:
    """What caused it; `cause` is the id of the event, `party` whom of the dossier it is for.

    `subject` is the dossier of the event, which may be a child of `code`, and `status` (1-10) what the event told of
    it; without them nobody asks later whether the message is still true. A message about no dossier has no procedure,
    and as `code` the record that it is about.
    """

    code: str
    agency: str
    procedure: str
    template: str
    cause: str
    party: str = "owner"
    channel: str = "sms"
    backfill: bool = False
    trace: str | None = None
    subject: str | None = None
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Whoever is sending it, until when nobody else may judge it lost."""

    owner: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is handed over, without text and number; `recipient` is a keyed hash of the number.

    `fallback`: there is another channel, to be tried when this one fails.
    """

    provider: str
    encoding: Encoding
    segments: int
    price_vnd: int
    language: str
    template_version: int
    recipient: str
    masked: str
    channel: str = "sms"
    fallback: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """One that came to nothing, or of which nobody knows; `state` is what it left the message in.

    `encoding`, `segments` and `price_vnd` of one that the provider may charge for.
    """

    number: int
    at: datetime
    provider: str
    state: State
    reason: str | None
    encoding: str | None = None
    segments: int = 0
    price_vnd: int = 0


@dataclass(frozen=True, slots=True)
class Notification:
    """`contact_by` is how long it waits for contact number `contact_seq`; `attempts` counts claims.

    `sealed` is set when the message brings its own number and is worth nothing after `contact_by`: a JWE to us, dropped
    once nothing is left to be sent. `parts` are what the provider made of it; their receipts are given up at
    `confirm_by`. `resends` counts how often it was sent again although it may have arrived, `spared` the attempts that
    do not count. `untaken`: the last attempt surely was not taken, though one before it may have been. `history` are
    the attempts before that did not hand it over, the last twenty of them. `failed` are the channels that will not be
    tried again.
    """

    id: str
    about: About
    facts: Facts
    contact_seq: int
    contact_by: datetime
    accepted_at: datetime
    changed_at: datetime
    state: State = State.ACCEPTED
    reason: str | None = None
    attempts: int = 0
    claim: Claim | None = None
    retry_at: datetime | None = None
    parcel: Parcel | None = None
    reference: str | None = None
    sealed: str | None = field(default=None, repr=False)
    parts: tuple[Part, ...] = ()
    confirm_by: datetime | None = None
    resends: int = 0
    spared: int = 0
    untaken: bool = False
    history: tuple[Attempt, ...] = ()
    failed: tuple[str, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Nothing is left to do for it here, unless a late answer or a receipt comes."""
        return self.state in FINAL or self.state in TAKEN or self.state is State.UNCERTAIN

    @property
    def charged(self) -> Parcel | None:
        """What the provider charges for, or may: this attempt, if it was taken or nobody knows; None if it was not.

        A failure that a receipt tells of comes after the message was taken.
        """
        receipt = self.state is State.PERMANENT_FAILURE and bool(self.parts)
        taken = receipt or self.state in TAKEN or self.state is State.DELIVERED
        perhaps = self.state is State.UNCERTAIN and not self.untaken
        return self.parcel if taken or perhaps else None

    def moved(self, state: State, at: datetime, reason: str | None = None) -> "Notification":
        """The same message in another state, which nobody holds."""
        moved = replace(self, state=state, reason=reason, changed_at=at, claim=None, retry_at=None)
        return replace(moved, sealed=None) if moved.is_settled else moved

    def remembering(self, attempt: "Notification") -> "Notification":
        """This message after `attempt` (as it was while sending), which did not hand it over."""
        provider = attempt.parcel.provider if attempt.parcel else ""
        made = Attempt(attempt.attempts, attempt.changed_at, provider, self.state, self.reason)
        if (paid := self.charged) is not None:
            made = replace(made, encoding=paid.encoding.value, segments=paid.segments, price_vnd=paid.price_vnd)
        return replace(self, history=(*self.history, made)[-_REMEMBERED:])


def notification_id(cause: str, template: str, party: str, channel: str) -> str:
    """The id of the one message that an event gives this party, whatever its number is by then."""
    return str(uuid5(_NAMESPACE, f"{cause}/{template}/{party}/{channel}"))


def rank(notification: Notification) -> tuple[int, int]:
    """How far it got: it never goes back, and each new attempt is further than all of the one before."""
    return notification.attempts, _RANKS.get(notification.state, _FINAL_RANK)
