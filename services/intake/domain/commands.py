"""What may be asked of a dossier, in the imperative; `at` is business time in UTC, already checked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from services.intake.domain.actor import SOFTWARE, SYSTEM, Actor
from services.intake.domain.course_records import SignatureRecord
from services.intake.domain.dossier import Filing
from services.intake.domain.route_view import LegStep

__all__ = [
    "Accept",
    "Apologise",
    "Command",
    "Complete",
    "ConfirmPayment",
    "DigitiseResult",
    "File",
    "FileSupplement",
    "PayFee",
    "Recall",
    "Refuse",
    "RequestSupplement",
    "ReturnResult",
    "RouteStep",
    "SetSubstate",
    "Sign",
    "SigningFailed",
    "Stop",
    "Tick",
    "Withdraw",
    "WithdrawalStep",
]

WithdrawalStep = Literal["requested", "granted", "taken_back"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """`report` is the key of the report behind a command (agency|event id), `caused_by` the id of any event behind it.

    A report whose key a dossier has already applied changes nothing. `permission` is the name under which the rule pack
    lists who may give the command.
    """

    name: ClassVar[str]
    at: datetime
    caused_by: str | None = None
    report: str | None = None
    actor: Actor = SOFTWARE

    @property
    def permission(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Cause):
    """Opens a dossier, so it is decided without one; `accept` receives it at the desk in the same step.

    `waiver` is why the officer does without components that are missing.
    """

    name: ClassVar[str] = "file"
    filing: Filing
    accept: bool = False
    waiver: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(Cause):
    """`waiver` is why the officer does without components that are missing."""

    name: ClassVar[str] = "accept"
    waiver: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse(Cause):
    name: ClassVar[str] = "refuse"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSupplement(Cause):
    """`components` are keys of the missing papers; `reply_by` is told to the applicant."""

    name: ClassVar[str] = "request_supplement"
    components: tuple[str, ...] = ()
    reply_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSupplement(Cause):
    """`components` are those that came; none named means all that were asked for."""

    name: ClassVar[str] = "supplement"
    components: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(Cause):
    """The applicant asks, an officer grants, or the applicant takes the request back."""

    name: ClassVar[str] = "withdraw"
    step: WithdrawalStep = "requested"

    @property
    def permission(self) -> str:
        return "grant_withdrawal" if self.step == "granted" else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop(Cause):
    """Ends handling with a reason; on a requested withdrawal it grants it."""

    name: ClassVar[str] = "stop"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall(Cause):
    """Ends a child, because its parent was withdrawn or stopped for `reason`."""

    name: ClassVar[str] = "recall"
    actor: Actor = SYSTEM
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSubstate(Cause):
    """A finer local state; `key` None takes it away."""

    name: ClassVar[str] = "set_substate"
    key: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Apologise(Cause):
    """The result will be late: why, and the one new date."""

    name: ClassVar[str] = "apologise"
    reason: str
    new_date: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete(Cause):
    """For a dossier without a route; any other one finishes with its route."""

    name: ClassVar[str] = "complete"
    result_reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign(Cause):
    """The delegation behind it was checked by whoever made the record."""

    name: ClassVar[str] = "sign"
    signature: SignatureRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningFailed(Cause):
    """Nobody could sign; `reason` becomes the cause of the delay."""

    name: ClassVar[str] = "signing_failed"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(Cause):
    """Time passed. Says nothing that was not so before, so it may come twice, late or not at all."""

    name: ClassVar[str] = "tick"
    actor: Actor = SYSTEM


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnResult(Cause):
    name: ClassVar[str] = "return"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPayment(Cause):
    name: ClassVar[str] = "confirm_payment"
    report: str
    amount_vnd: int
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayFee(Cause):
    """A payment of fees at the desk or online; `reference` is unique within the dossier."""

    name: ClassVar[str] = "pay_fee"
    reference: str
    amount_vnd: int
    method: str

    @property
    def permission(self) -> str:
        return "confirm_payment"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitiseResult(Cause):
    """The finished result as an uploaded file."""

    name: ClassVar[str] = "digitise_result"
    reference: str
    file: str
    pages: int
    valid_to: date | None = None
    stands_for: str | None = None

    @property
    def permission(self) -> str:
        return "return"


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteStep(Cause):
    """One event of routing, in order; `kind` is its name, such as `leg_dispatched`.

    `clock_paused` is what routing says after it; `echo` marks what routing did because of one of our own events.
    """

    name: ClassVar[str] = "route_step"
    actor: Actor = SYSTEM
    kind: str
    clock_paused: bool = False
    echo: bool = False
    leg: LegStep | None = None
    amount_vnd: int = 0
    notice: str = ""
    result_reference: str | None = None
    reason: str = ""


Command = (
    Accept
    | Apologise
    | Complete
    | ConfirmPayment
    | PayFee
    | DigitiseResult
    | FileSupplement
    | Recall
    | Refuse
    | RequestSupplement
    | ReturnResult
    | RouteStep
    | SetSubstate
    | Sign
    | SigningFailed
    | Stop
    | Tick
    | Withdraw
)
