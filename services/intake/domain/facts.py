"""What happened to a dossier, in the past tense; intake's own words, translated to contracts at the edge."""

from dataclasses import dataclass
from datetime import date, datetime

from services.intake.domain.actor import SYSTEM, Actor
from services.intake.domain.dossier import Dossier

__all__ = [
    "Accepted",
    "ApologyMissed",
    "ApologySent",
    "ChildFailed",
    "ClockPaused",
    "ClockResumed",
    "Completed",
    "DueWarned",
    "Fact",
    "FeePaid",
    "ObligationLapsed",
    "PaymentReceived",
    "PaymentRequested",
    "Recorded",
    "Refused",
    "Registered",
    "ResultDigitised",
    "Returned",
    "Stopped",
    "SubstateSet",
    "SupplementReceived",
    "SupplementRequested",
    "WithdrawalRequested",
    "Withdrawn",
]


@dataclass(frozen=True, slots=True)
class Registered:
    pass


@dataclass(frozen=True, slots=True)
class Accepted:
    pass


@dataclass(frozen=True, slots=True)
class Refused:
    reason: str


@dataclass(frozen=True, slots=True)
class SupplementRequested:
    components: tuple[str, ...] = ()
    reply_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class SupplementReceived:
    pass


@dataclass(frozen=True, slots=True)
class PaymentRequested:
    amount_vnd: int
    notice: str


@dataclass(frozen=True, slots=True)
class PaymentReceived:
    amount_vnd: int
    reference: str


@dataclass(frozen=True, slots=True)
class ClockPaused:
    cause: str


@dataclass(frozen=True, slots=True)
class ClockResumed:
    cause: str


@dataclass(frozen=True, slots=True)
class SubstateSet:
    pass


@dataclass(frozen=True, slots=True)
class DueWarned:
    pass


@dataclass(frozen=True, slots=True)
class ApologySent:
    reason: str
    verdict: str


@dataclass(frozen=True, slots=True)
class ApologyMissed:
    pass


@dataclass(frozen=True, slots=True)
class WithdrawalRequested:
    pass


@dataclass(frozen=True, slots=True)
class Withdrawn:
    pass


@dataclass(frozen=True, slots=True)
class Stopped:
    reason: str
    fees: str


@dataclass(frozen=True, slots=True)
class Completed:
    result_reference: str | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    pass


@dataclass(frozen=True, slots=True)
class FeePaid:
    amount_vnd: int
    method: str
    reference: str


@dataclass(frozen=True, slots=True)
class ResultDigitised:
    result_reference: str
    pages: int
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class ObligationLapsed:
    notice: str


@dataclass(frozen=True, slots=True)
class ChildFailed:
    """`child` is None for one that intake never filed."""

    leg: str
    attempt: int
    child: str | None
    reason: str


Fact = (
    Registered
    | Accepted
    | Refused
    | SupplementRequested
    | SupplementReceived
    | PaymentRequested
    | PaymentReceived
    | ClockPaused
    | ClockResumed
    | SubstateSet
    | DueWarned
    | ApologySent
    | ApologyMissed
    | WithdrawalRequested
    | Withdrawn
    | Stopped
    | Completed
    | Returned
    | FeePaid
    | ResultDigitised
    | ObligationLapsed
    | ChildFailed
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact, its business time, the report or event behind it, the dossier right after it, and who did it."""

    fact: Fact
    at: datetime
    caused_by: str | None
    after: Dossier
    by: Actor = SYSTEM
