"""What may be asked of a dossier, in the imperative; `at` is business time in UTC, already checked."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from services.intake.domain.dossier import Filing
from services.intake.domain.route_view import LegStep

__all__ = [
    "Accept",
    "Command",
    "ConfirmPayment",
    "File",
    "FileSupplement",
    "Refuse",
    "RequestSupplement",
    "ReturnResult",
    "RouteStep",
    "Stop",
    "Withdraw",
    "WithdrawalStep",
]

WithdrawalStep = Literal["requested", "granted", "taken_back"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """`report` is the key of the report behind a command (agency|event id), `caused_by` the id of any event behind it.

    A report whose key a dossier has already applied changes nothing.
    """

    name: ClassVar[str]
    at: datetime
    caused_by: str | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Cause):
    """Opens a dossier, so it is decided without one; `accept` receives it at the desk in the same step."""

    name: ClassVar[str] = "file"
    filing: Filing
    accept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(Cause):
    name: ClassVar[str] = "accept"


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
    name: ClassVar[str] = "supplement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(Cause):
    """The applicant asks, an officer grants, or the applicant takes the request back."""

    name: ClassVar[str] = "withdraw"
    step: WithdrawalStep = "requested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop(Cause):
    """Ends handling with a reason; on a requested withdrawal it grants it."""

    name: ClassVar[str] = "stop"
    reason: str


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
class RouteStep(Cause):
    """One event of routing, in order; `kind` is its name, such as `leg_dispatched`.

    `clock_paused` is what routing says after it; `echo` marks what routing did because of one of our own events.
    """

    name: ClassVar[str] = "route_step"
    kind: str
    clock_paused: bool = False
    echo: bool = False
    leg: LegStep | None = None
    amount_vnd: int = 0
    notice: str = ""
    result_reference: str | None = None


Command = (
    Accept | Refuse | RequestSupplement | FileSupplement | Withdraw | Stop | ReturnResult | ConfirmPayment | RouteStep
)
