"""`dossier.lifecycle.v1`: every event carries the dossier's whole public snapshot, so that no consumer joins topics."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.contracts.events.inbound import ApplicantKind, Attributes, Channel
from services.contracts.events.payload import (
    AgencyText,
    Amount,
    AttemptText,
    CodeText,
    LegText,
    Payload,
    ProcedureRef,
    Token,
)

Tier = Literal["national", "province", "district", "commune"]
OutcomeText = Literal["early", "on_time", "late", "withdrawn", "stopped", "refused"]
ClockState = Literal["idle", "running", "paused", "stopped"]
Lacking = Literal["applicant", "contact", "components"]


class Holdings(BaseModel):
    """What the file of a dossier holds, in numbers: how fully it was entered, and what nobody had to hand in again."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    components: Annotated[int, Field(ge=0, description="Papers and files that its case asks for, as listed")] = 0
    waived: Annotated[int, Field(ge=0, description="Of these, not needed since a data source answered")] = 0
    reused: Annotated[int, Field(ge=0, description="Of these, taken from an archived result")] = 0
    lacks: Annotated[tuple[Lacking, ...], Field(description="What was never entered")] = ()


class Snapshot(Payload):
    """The state of a dossier after the event; `status` is the national code 1-10."""

    code: CodeText
    agency: AgencyText
    province: Annotated[str, Field(pattern=r"^[A-Z]\d{2}$")]
    tier: Tier
    procedure: ProcedureRef
    field: Token
    channel: Channel = "direct"
    applicant: Annotated[ApplicantKind | None, Field(description="The kind of applicant; None: not known")] = None
    assisted: bool = False
    tags: tuple[Token, ...] = ()
    attributes: Attributes = Field(default_factory=dict)
    status: Annotated[int, Field(ge=1, le=10)]
    substate: Annotated[Token | None, Field(description="A local sub-state of the status, by its key")] = None
    held_by: Annotated[
        Token | None,
        Field(description="What it waits for itself: supplement, payment or posting; None: its route alone decides"),
    ] = None
    violations: Annotated[
        tuple[Token, ...], Field(description="Rules that were broken so far, such as apology_missing")
    ] = ()
    clock: ClockState = "idle"
    filed_at: AwareDatetime
    received_at: AwareDatetime | None = None
    due_at: Annotated[
        AwareDatetime | None, Field(description="None before reception and while the clock is paused")
    ] = None
    promised_at: Annotated[AwareDatetime | None, Field(description="The last appointment told to the applicant")] = None
    finished_at: AwareDatetime | None = None
    returned_at: AwareDatetime | None = None
    outcome: OutcomeText | None = None
    backfill: bool = False
    notify: Annotated[bool, Field(description="False: no SMS for this dossier")] = True
    contact_seq: Annotated[int, Field(ge=0, description="Contact event this state relies on; 0 = no contact known")] = 0
    caused_by: Annotated[str | None, Field(description="Id of the inbound report or progress event behind this")] = None
    parent: Annotated[CodeText | None, Field(description="The dossier that this one belongs to")] = None
    parent_leg: Annotated[
        AttemptText | None, Field(description="The attempt at a leg of the parent that this dossier carries out")
    ] = None
    interlinked_group: Annotated[
        bool, Field(description="A parent whose children are the dossiers that reports count; it is counted apart")
    ] = False
    actor: Annotated[
        Token | None,
        Field(description="Who did it: officer:<account>, software, applicant or system; None: not told"),
    ] = None
    plans: Annotated[
        tuple[Annotated[str, Field(max_length=80)], ...],
        Field(description="Numbers of the local plans behind its tags"),
    ] = ()
    holdings: Annotated[Holdings | None, Field(description="None: not told")] = None


class Registered(Snapshot):
    """Filed under its code (status 1)."""


class Accepted(Snapshot):
    """Received at the desk; the clock runs and the appointment is given (2, shown as 4 once handling starts)."""

    fee_vnd: Amount = 0
    receipt_number: Token | None = None


class Refused(Snapshot):
    """Refused at reception (3); never counted as received."""

    reason: Token


class SupplementRequested(Snapshot):
    """Papers are missing (5); the clock pauses when it ran."""

    components: tuple[Token, ...] = ()
    reply_by: AwareDatetime | None = None


class SupplementReceived(Snapshot):
    """The papers came (back to 4, or to 1 when asked before reception)."""


class PaymentRequested(Snapshot):
    """A financial obligation was notified (6)."""

    amount_vnd: Amount
    notice: Token


class PaymentReceived(Snapshot):
    """The obligation was paid (4)."""

    amount_vnd: Amount
    reference: Token


class ObligationLapsed(Snapshot):
    """A notice that was asked for holds no longer: nothing is owed (back to 4)."""

    notice: Token


class ClockPaused(Snapshot):
    """No agency's working time runs, for example while a leg is outside the clock."""

    cause: Token


class ClockResumed(Snapshot):
    """Working time runs again; `due_at` is the new due date."""

    cause: Token


class SubstateChanged(Snapshot):
    """A finer local state of the same status was set or left."""


class DueWarned(Snapshot):
    """The due date comes near and nothing has ended the dossier: a warning to those who handle it."""


class ApologySent(Snapshot):
    """The result will be late; `promised_at` is the one new date, `due_at` stays what it was."""

    reason: Token
    verdict: Literal["in_time", "sent_late"]


class ApologyMissed(Snapshot):
    """The due day passed without result and without apology."""


class WithdrawalRequested(Snapshot):
    """The applicant asked for the dossier back (7)."""


class Withdrawn(Snapshot):
    """The withdrawal was granted (8)."""


class Stopped(Snapshot):
    """Handling was stopped (8)."""

    reason: Token
    fees: Annotated[
        Literal["refund", "kept", "none"] | None, Field(description="What happens to fees already paid")
    ] = None


class Completed(Snapshot):
    """The result is ready (9)."""

    result_reference: Token | None = None


class Returned(Snapshot):
    """The result was handed to the applicant (10)."""


class FeePaid(Snapshot):
    """A fee or charge was paid, in full or in part."""

    amount_vnd: Amount
    method: Literal["cash", "transfer", "card", "wallet"]
    reference: Token


class ResultDigitised(Snapshot):
    """The result is kept as a file, so many A4 pages."""

    result_reference: Token
    pages: Annotated[int, Field(ge=1)]
    valid_to: Annotated[date | None, Field(description="Last day of its validity; None: no end")] = None


class ChildFailed(Snapshot):
    """A child ended without result; its parent stays open until an officer files it again or does without it."""

    leg: LegText
    attempt: Annotated[int, Field(ge=1)] = 1
    child: CodeText | None = None
    reason: Token
