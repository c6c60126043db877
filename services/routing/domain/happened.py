"""What happens on a route, in the past tense; routing's own words, translated to contracts at the edge.

`at` is business time (UTC): that of the cause, but never before what it follows.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.kernel.agency_code import AgencyCode
from services.routing.domain.clocks.summary import RouteClock
from services.routing.domain.handling import Cadastral, LoggedStep
from services.routing.domain.people.hands import NOBODY, Hands

__all__ = [
    "Happened",
    "LegAcknowledged",
    "LegAskedFor",
    "LegAssigned",
    "LegClosed",
    "LegDispatched",
    "LegDueWarned",
    "LegEscalated",
    "LegEstimated",
    "LegFailed",
    "LegFinished",
    "LegMark",
    "LegOverdue",
    "LegPaused",
    "LegResumed",
    "LegReturned",
    "LegSignerMissing",
    "LegSkipped",
    "LegStepDone",
    "ObligationLapsed",
    "ObligationNotified",
    "Recorded",
    "ReportRejected",
    "RouteCancelled",
    "RouteCompleted",
    "RouteJoined",
    "RouteOpened",
    "SkipReason",
    "SlipSent",
]


class SkipReason(StrEnum):
    """CONDITION: the dossier has no such leg; OPTIONAL: nobody asked for it."""

    CONDITION = "condition"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class LegMark:
    """Which leg, which attempt at it, and who has it."""

    leg: str
    attempt: int
    agency: AgencyCode
    inside_clock: bool


@dataclass(frozen=True, slots=True)
class SlipSent:
    """The paper that goes with a hand-over; `number` is the same however often it is worked out."""

    kind: str
    number: str
    sender: AgencyCode
    complete_on: datetime
    cadastral: Cadastral | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    at: datetime


@dataclass(frozen=True, slots=True)
class RouteOpened(Happened):
    legs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LegDispatched(Happened):
    """`child` is the procedure of the dossier that carries the leg out, if one does."""

    mark: LegMark
    due_at: datetime | None
    slip: SlipSent | None
    acknowledge_by: datetime | None = None
    child: str | None = None


@dataclass(frozen=True, slots=True)
class LegAcknowledged(Happened):
    """`waited_minutes` is working time of the agency since the leg was sent; `in_time` None is without a limit."""

    mark: LegMark
    in_time: bool | None = None
    waited_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class LegStepDone(Happened):
    mark: LegMark
    line: LoggedStep


@dataclass(frozen=True, slots=True)
class LegEstimated(Happened):
    """What may be owed; never asked of anybody."""

    mark: LegMark
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class LegPaused(Happened):
    mark: LegMark
    cause: str


@dataclass(frozen=True, slots=True)
class LegResumed(Happened):
    mark: LegMark
    cause: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class LegFinished(Happened):
    """Working minutes of the agency that had the leg, and what of them exceeded the leg's limit.

    `answered_minutes` is working time from sent to answered whatever the clock did: for legs outside it, all there is.
    """

    mark: LegMark
    used_minutes: int
    overrun_minutes: int
    sent_at: datetime
    received_at: datetime | None
    answered_at: datetime
    answered_minutes: int
    hands: Hands = NOBODY


@dataclass(frozen=True, slots=True)
class LegAssigned(Happened):
    """`task` is handle or sign; `reason` how the officer was found."""

    mark: LegMark
    task: str
    officer: str
    reason: str
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class LegSignerMissing(Happened):
    """Nobody who may sign is there in the time left until `due_at`."""

    mark: LegMark
    reason: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class LegDueWarned(Happened):
    mark: LegMark
    due_at: datetime


@dataclass(frozen=True, slots=True)
class LegOverdue(Happened):
    mark: LegMark
    due_at: datetime


@dataclass(frozen=True, slots=True)
class LegEscalated(Happened):
    """`step` of the ladder, from 1; `overdue_minutes` of working time after which it is taken."""

    mark: LegMark
    step: int
    to: str
    to_agency: AgencyCode | None
    overdue_minutes: int


@dataclass(frozen=True, slots=True)
class LegReturned(Happened):
    """`times` is how often this leg has been sent back by now."""

    mark: LegMark
    reason: str
    to_leg: str
    to_agency: AgencyCode
    times: int


@dataclass(frozen=True, slots=True)
class LegAskedFor(Happened):
    """An optional leg is to be done; `agency` asked for it."""

    leg: str
    agency: AgencyCode


@dataclass(frozen=True, slots=True)
class LegSkipped(Happened):
    """Its turn came and it was passed over; again whenever a leg before it is done once more."""

    leg: str
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class LegFailed(Happened):
    """Its child ended without result."""

    mark: LegMark
    child: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class LegClosed(Happened):
    """An officer did without the leg."""

    mark: LegMark
    reason: str


@dataclass(frozen=True, slots=True)
class ResultAttached(Happened):
    mark: LegMark
    result_reference: str


@dataclass(frozen=True, slots=True)
class ObligationNotified(Happened):
    mark: LegMark
    amount_vnd: int
    notice: str
    corrects: str | None = None


@dataclass(frozen=True, slots=True)
class ObligationLapsed(Happened):
    """A correction of an open notice: nothing is owed."""

    mark: LegMark
    notice: str
    corrects: str


@dataclass(frozen=True, slots=True)
class RouteJoined(Happened):
    leg: str


@dataclass(frozen=True, slots=True)
class RouteCompleted(Happened):
    result_reference: str | None
    clock: RouteClock | None = None


@dataclass(frozen=True, slots=True)
class RouteCancelled(Happened):
    """`recalled` were open, `done` stay as they are."""

    recalled: tuple[str, ...]
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportRejected(Happened):
    event_id: str
    agency: AgencyCode
    reason: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """`cause` is the id of the event or report behind it, empty for time alone.

    `running` says whether the dossier's clock runs after it; `actor` is the id of the officer whom the report names.
    """

    what: Happened
    cause: str
    running: bool
    actor: str | None = None
