"""The dossier: what was filed, where it stands by the national status codes, and its clock."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from services.intake.domain.components import Component
from services.intake.domain.course_records import Apology, SignatureRecord, StopNotice, SupplementRecord, Violation
from services.intake.domain.digitised import DigitisedResult
from services.intake.domain.fee_payments import FeePayment
from services.intake.domain.privacy.personal_state import PersonalState
from services.intake.domain.route_view import RouteView
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import DEFAULT_CASE
from services.kernel.clock_ledger import ClockLedger
from services.kernel.fees import FeeDue
from services.kernel.status import Outcome, Status

__all__ = ["Dossier", "Fate", "Filing", "HistoryEntry", "Obligation", "Payment", "RouteResult"]


POSTING = "posting"
_HELD_BY = {Status.SUPPLEMENT_REQUESTED: "supplement", Status.PAYMENT_REQUESTED: "payment"}


@dataclass(frozen=True, slots=True)
class Filing:
    """What never changes: who received it, when, for which procedure version, under the rules of that day.

    `filed_at` is business time (UTC); `field` and `tier` are kept because the catalogue may change later.

    `tags` are those that hold, `claimed` those that were asked for, `dropped` says why one does not hold, `plans` are
    the numbers of the plans behind them. `components` is None when the filing listed none: nothing is then known to be
    missing. `fees` are the priced lines, `fee_vnd` their sum, `exemption` the ground for a lower one. `assisted_by` is
    the point or team that helped, `confirmed_by` how a dictated declaration was confirmed. `ticket_before_close` and
    `called_at` are what the queue knows of the ticket. `parent` is a dossier's code, `parent_leg` the attempt
    (leg/attempt) at a leg of its route that this dossier carries out, `due_by` when that is due at the latest;
    `interlinked_group` marks a parent of such children. `ticket`, `call`, `visit` and `draft` are ids of what led to
    the filing. `tally` is the random id under which a secret one is counted.
    """

    code: str
    agency: AgencyCode
    procedure: str
    field: str
    tier: str
    filed_at: datetime
    channel: str = "direct"
    assisted: bool = False
    tags: tuple[str, ...] = ()
    attributes: Mapping[str, str] = dataclasses.field(default_factory=dict)
    fee_vnd: int = 0
    fees: tuple[FeeDue, ...] = ()
    claimed: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    dropped: Mapping[str, str] = dataclasses.field(default_factory=dict)
    backfill: bool = False
    notify: bool = True
    contact_seq: int = 0
    case: str = DEFAULT_CASE
    components: tuple[Component, ...] | None = None
    applicant_kind: str | None = None
    exemption: str | None = None
    assisted_by: str | None = None
    event_tag: str | None = None
    confirmed_by: str | None = None
    parent: str | None = None
    parent_leg: str | None = None
    due_by: datetime | None = None
    interlinked_group: bool = False
    ticket: str | None = None
    ticket_before_close: bool = False
    called_at: datetime | None = None
    call: str | None = None
    visit: str | None = None
    draft: str | None = None
    secret: bool = False
    tally: str | None = None
    sandbox: bool = False
    personally_signed: bool = False


@dataclass(frozen=True, slots=True)
class Obligation:
    """The official amount; `requested` once the applicant was told, `paid` once the proof came."""

    amount_vnd: int
    notice: str
    requested: bool = False
    paid: bool = False


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a report (agency|event id): applied, or rejected for a reason."""

    report: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """Proof of payment; `report` is the key of the report that brought it (agency|event id)."""

    amount_vnd: int
    reference: str
    at: datetime
    report: str
    caused_by: str | None


@dataclass(frozen=True, slots=True)
class RouteResult:
    """The route is done; the dossier finishes with it as soon as nothing else holds it back."""

    at: datetime
    caused_by: str | None
    reference: str | None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One step that citizens and agencies may see; `at` is business time, `detail` a local sub-state's key."""

    what: str
    at: datetime
    status: Status
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """`came_from` is the status under a withdrawal request, which itself changes nothing else.

    `due_at` is None before reception and while the clock is paused; `fates` are
    those of all reports that took effect or were held, so that a repeated one changes nothing. `warned_for` is the due
    time that the handling agency was last warned of, `wake_at` when time alone has something to say to it.
    `posting` says that its sub-state stops the clock.
    """

    filing: Filing
    status: Status = Status.NEWLY_FILED
    came_from: Status | None = None
    received_at: datetime | None = None
    due_at: datetime | None = None
    promised_at: datetime | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    outcome: Outcome | None = None
    receipt_number: str | None = None
    ledger: ClockLedger = dataclasses.field(default_factory=ClockLedger)
    route_paused: bool = False
    obligation: Obligation | None = None
    held_payment: Payment | None = None
    result: RouteResult | None = None
    fee_payments: tuple[FeePayment, ...] = ()
    digitised: DigitisedResult | None = None
    fates: tuple[Fate, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    route: RouteView = dataclasses.field(default_factory=RouteView)
    personal: PersonalState = dataclasses.field(default_factory=PersonalState)
    substate: str | None = None
    refusal_reason: str | None = None
    supplements: tuple[SupplementRecord, ...] = ()
    apology: Apology | None = None
    stop_notice: StopNotice | None = None
    signatures: tuple[SignatureRecord, ...] = ()
    late_cause: str | None = None
    violations: tuple[Violation, ...] = ()
    warned_for: datetime | None = None
    wake_at: datetime | None = None
    posting: bool = False

    @property
    def code(self) -> str:
        return self.filing.code

    @property
    def agency(self) -> AgencyCode:
        return self.filing.agency

    @property
    def contact_seq(self) -> int:
        """Number of the newest contact, 0 when there never was one."""
        return self.personal.contact_seq or self.filing.contact_seq

    def fate_of(self, report: str) -> Fate | None:
        """The fate of a report, None while it is unknown or held."""
        return next((fate for fate in self.fates if fate.report == report), None)

    def holds(self, report: str) -> bool:
        return self.held_payment is not None and self.held_payment.report == report

    def broke(self, kind: str) -> bool:
        """Whether a violation of that kind was recorded."""
        return any(violation.kind == kind for violation in self.violations)

    @property
    def awaits_papers(self) -> bool:
        """Whether a request is open; under a withdrawal request nobody waits for its answer."""
        return self.status is Status.SUPPLEMENT_REQUESTED and bool(self.supplements)

    @property
    def held_by(self) -> str | None:
        """What it waits for itself, whatever its route does."""
        return POSTING if self.posting else _HELD_BY.get(self.standing)

    @property
    def standing(self) -> Status:
        """The status that counts for the clock: a withdrawal request leaves it as it was."""
        return self.came_from if self.status is Status.WITHDRAWAL_REQUESTED and self.came_from else self.status
