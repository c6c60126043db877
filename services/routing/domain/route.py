"""The route of one dossier: its legs, the attempts at each, and reports that came before their time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from services.kernel.agency_code import AgencyCode
from services.kernel.clock_ledger import ClockLedger, ClockState
from services.routing.domain.clocks.causes import POSTING, SUPPLEMENT
from services.routing.domain.clocks.notices import NO_NOTICES, Notices
from services.routing.domain.handling import Handling
from services.routing.domain.handoff import MOST_KEPT, Handoff, RefusedHandoff
from services.routing.domain.people.hands import NOBODY, Hands
from services.routing.domain.report import Report
from services.routing.domain.terms import RouteTerms

__all__ = ["Attempt", "Child", "LegState", "LegStatus", "Route", "RouteStatus", "Skip"]


class RouteStatus(StrEnum):
    """AWAITED: the dossier is not accepted yet, or nothing but reports was heard of it (a stub)."""

    AWAITED = "awaited"
    OPEN = "open"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class LegStatus(StrEnum):
    """SKIPPED: nobody has to do it; FAILED: its child ended without result; CLOSED: an officer let it be."""

    WAITING = "waiting"
    DISPATCHED = "dispatched"
    RECEIVED = "received"
    AWAITING_PAYMENT = "awaiting_payment"
    COMPLETED = "completed"
    SENT_BACK = "sent_back"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"
    FAILED = "failed"
    CLOSED = "closed"


_PASSED = frozenset({LegStatus.COMPLETED, LegStatus.SKIPPED, LegStatus.CLOSED})
_AT_AN_AGENCY = frozenset({LegStatus.DISPATCHED, LegStatus.RECEIVED, LegStatus.AWAITING_PAYMENT})


@dataclass(frozen=True, slots=True)
class Child:
    """The child that carries an attempt out: `code` once it is filed, `waits` while its own clock stands still."""

    procedure: str
    code: str | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """One go at a leg. `sender` is the leg that handed it over (None: the desk); `changed_at` is its last change.

    `outside` is why the dossier's clock does not run for it; None where it does. Its own clock runs all the same.
    """

    number: int
    status: LegStatus
    sender: str | None
    dispatched_at: datetime
    changed_at: datetime
    ledger: ClockLedger
    received_at: datetime | None = None
    ended_at: datetime | None = None
    due_at: datetime | None = None
    slip: str | None = None
    handoffs: tuple[Handoff, ...] = ()
    hands: Hands = NOBODY
    notices: Notices = NO_NOTICES
    handling: Handling = field(default_factory=Handling)
    child: Child | None = None
    outside: str | None = None

    @property
    def is_open(self) -> bool:
        return self.status in _AT_AN_AGENCY

    @property
    def is_running(self) -> bool:
        """Whether the dossier's clock runs for it."""
        return self.outside is None and self.ticks

    @property
    def ticks(self) -> bool:
        """Whether its agency's own clock runs."""
        return self.is_open and self.ledger.state is ClockState.RUNNING

    def noting(self, handoff: Handoff) -> "Attempt":
        return replace(self, handoffs=(*self.handoffs, handoff)[-MOST_KEPT:])


@dataclass(frozen=True, slots=True)
class Skip:
    """When a leg was passed over, and which leg's end (None: the opening) led to that."""

    at: datetime
    sender: str | None


@dataclass(frozen=True, slots=True)
class LegState:
    """A leg keeps the agency it was given when the route opened; `joined` once its branches have met.

    `chosen` is whether the dossier has the leg at all, decided when the route opened; `asked` whether somebody asked
    for an optional one, as the signed `requests` say. When its turn comes, a leg that is not chosen or not asked for is
    `skipped`.
    """

    id: str
    agency: AgencyCode
    attempts: tuple[Attempt, ...] = ()
    joined: bool = False
    chosen: bool = True
    asked: bool = False
    skipped: Skip | None = None
    requests: tuple[Handoff, ...] = ()

    @property
    def status(self) -> LegStatus:
        if self.skipped is not None:
            return LegStatus.SKIPPED
        return self.attempts[-1].status if self.attempts else LegStatus.WAITING

    @property
    def has_passed(self) -> bool:
        """What joins and the end of a route look at."""
        return self.status in _PASSED

    @property
    def passed_at(self) -> datetime:
        """Of a leg that has passed."""
        return self.skipped.at if self.skipped is not None else self.attempts[-1].changed_at

    @property
    def is_open(self) -> bool:
        return bool(self.attempts) and self.attempts[-1].is_open

    @property
    def awaits_dispatch(self) -> bool:
        return self.status in (LegStatus.WAITING, LegStatus.SENT_BACK)

    def with_latest(self, attempt: Attempt) -> "LegState":
        return replace(self, attempts=(*self.attempts[:-1], attempt))

    def requested(self, handoff: Handoff) -> "LegState":
        return replace(self, requests=(*self.requests, handoff)[-MOST_KEPT:])

    def with_attempt(self, attempt: Attempt) -> "LegState":
        """In place of the one with its number."""
        place = attempt.number - 1
        return replace(self, attempts=(*self.attempts[:place], attempt, *self.attempts[place + 1 :]))


@dataclass(frozen=True, slots=True)
class Route:
    """`agency` received the dossier; its papers were complete on `complete_on`, `suspended` while some are missing,
    `posted` while something of it hangs out for all to see. `limit_minutes` is its own working time, None for no limit.

    `reports` are the keys of the reports heard of, `running` the dossier's clock as last told,
    `refused` the latest hand-offs whose signature did not hold, `paper` the facts that delegations may ask about.
    `wake_at` is when time alone will have something to say to it, as far as an alarm was set.
    """

    code: str
    status: RouteStatus = RouteStatus.AWAITED
    procedure: str | None = None
    agency: AgencyCode | None = None
    complete_on: datetime | None = None
    backfill: bool = False
    suspended: bool = False
    posted: bool = False
    limit_minutes: int | None = None
    running: bool = False
    result_reference: str | None = None
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    legs: Mapping[str, LegState] = field(default_factory=dict)
    waiting: tuple[Report, ...] = ()
    reports: tuple[str, ...] = ()
    refused: tuple[RefusedHandoff, ...] = ()
    paper: Mapping[str, str] = field(default_factory=dict)
    wake_at: datetime | None = None
    terms: RouteTerms = field(default_factory=RouteTerms)

    @property
    def is_open(self) -> bool:
        return self.status is RouteStatus.OPEN

    @property
    def has_ended(self) -> bool:
        return self.status in (RouteStatus.COMPLETED, RouteStatus.CANCELLED)

    @property
    def standing_still(self) -> str | None:
        """Why no leg of it goes on for now."""
        if self.suspended:
            return SUPPLEMENT
        return POSTING if self.posted else None

    def open_legs(self) -> Iterator[LegState]:
        """In the order of the procedure."""
        return (leg for leg in self.legs.values() if leg.is_open)

    def with_leg(self, leg: LegState) -> "Route":
        return replace(self, legs={**self.legs, leg.id: leg})
