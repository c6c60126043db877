"""`route.progress.v1`: what happens on the legs of a dossier's route."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.contracts.events.cadastral import Cadastral
from services.contracts.events.payload import (
    AgencyText,
    Amount,
    CodeText,
    LegText,
    OfficerText,
    Payload,
    ProcedureRef,
    Token,
)
from services.contracts.events.route_clock import RouteClock


class RouteEvent(Payload):
    """Common to all; `clock` says whether any leg inside the dossier's clock runs after this event."""

    code: CodeText
    procedure: ProcedureRef
    clock: Literal["running", "paused"]
    backfill: bool = False
    caused_by: Annotated[str | None, Field(description="Id of the report or lifecycle event that led to this")] = None
    actor: Annotated[Token | None, Field(description="Id of the officer whom that report names")] = None


class LegEvent(RouteEvent):
    """About one leg; its id is code/leg/attempt."""

    leg: LegText
    attempt: Annotated[int, Field(ge=1)] = 1
    agency: AgencyText
    inside_clock: bool = True


class RouteOpened(RouteEvent):
    """A route was opened for an accepted dossier, with the legs that its conditions leave it."""

    legs: tuple[LegText, ...]


class Slip(BaseModel):
    """A hand-over slip between agencies (no personal data: the land user is looked up by the dossier code)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: Token
    number: Token
    sender: AgencyText
    complete_on: AwareDatetime
    cadastral: Cadastral | None = None


class ChildOrder(BaseModel):
    """A dossier of its own that carries a leg out.

    Intake files it at the agency, once per leg/attempt, under a code of that agency, and accepts it in the same step.
    Its lifecycle events name the leg as `parent_leg`; how it ends is how the leg ends.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    procedure: Annotated[str, Field(max_length=40, description="Procedure code; the version is that of the day")]
    agency: AgencyText


class LegDispatched(LegEvent):
    """Handed to its agency, with the slip when the leg declares one, or as a child dossier."""

    due_at: AwareDatetime | None = None
    slip: Slip | None = None
    child: ChildOrder | None = None
    acknowledge_by: Annotated[AwareDatetime | None, Field(description="Until when the exchange is on time")] = None


class LegAcknowledged(LegEvent):
    """The agency took it over; `in_time` says whether the exchange was on time, `waited_minutes` its working time."""

    in_time: bool | None = None
    waited_minutes: Annotated[int | None, Field(ge=0)] = None


class LegStepDone(LegEvent):
    """A piece of work inside the leg was done; minutes are working time, None planned is no limit of its own."""

    step: LegText
    started_at: AwareDatetime
    done_at: AwareDatetime
    planned_minutes: Annotated[int | None, Field(ge=1)] = None
    used_minutes: Annotated[int, Field(ge=0)]
    verdict: Literal["early", "on_time", "late"] | None = None


class LegEstimated(LegEvent):
    """What the obligation may come to, for information; nobody is asked to pay it."""

    amount_vnd: Amount


class LegPaused(LegEvent):
    """Its clock stands still."""

    cause: Token


class LegResumed(LegEvent):
    """Its clock runs again."""

    cause: Token
    due_at: AwareDatetime | None = None


class LegFinished(LegEvent):
    """Done; `used_minutes` is the working time of its agency, `overrun_minutes` what exceeded the leg's hours."""

    used_minutes: Annotated[int, Field(ge=0)]
    overrun_minutes: Annotated[int, Field(ge=0)] = 0
    signer_role: Annotated[Token | None, Field(description="Role in which the result was signed")] = None
    on_behalf_of: Annotated[Token | None, Field(description="Role signed for; None: in own right, or not signed")] = (
        None
    )
    late_cause: Annotated[Token | None, Field(description="Why it took longer than its hours, where that is known")] = (
        None
    )
    sent_at: AwareDatetime | None = None
    received_at: AwareDatetime | None = None
    answered_at: Annotated[
        AwareDatetime | None, Field(description="When its agency was done: before a payment that it waited for")
    ] = None
    answered_minutes: Annotated[
        int | None, Field(ge=0, description="Working time of its agency from sent to answered, whatever the clock did")
    ] = None


class LegAssigned(LegEvent):
    """The work went to an officer: to handle it, or to sign its result; a later one replaces it."""

    task: Literal["handle", "sign"]
    officer: OfficerText
    reason: Annotated[Token, Field(description="field, fallback, own_right, delegated or named")]
    on_behalf_of: Annotated[Token | None, Field(description="Role that is signed for")] = None


class LegSignerMissing(LegEvent):
    """Nobody who may sign the result is there in the time that is left; at most once per attempt."""

    reason: Annotated[Token, Field(description="A late cause, such as signer_absent_no_delegate")]
    due_at: AwareDatetime | None = None


class LegDueWarned(LegEvent):
    """Its due time comes near; at most once per attempt."""

    due_at: AwareDatetime


class LegOverdue(LegEvent):
    """Its due time passed and it is not done; at most once per attempt, at the due time itself."""

    due_at: AwareDatetime


class LegEscalated(LegEvent):
    """Still not done so many minutes of working time after its due time; each step at most once per attempt."""

    step: Annotated[int, Field(ge=1)]
    to: Annotated[Token, Field(description="agency, parent_agency or monitoring_desk")]
    to_agency: Annotated[AgencyText | None, Field(description="Who that is; None: nobody is declared")] = None
    overdue_minutes: Annotated[int, Field(ge=0)]


class LegReturned(LegEvent):
    """Sent back to the agency that handed it over; `times` is how often this leg has been, on this dossier."""

    reason: Token
    to_leg: LegText
    to_agency: AgencyText | None = None
    times: Annotated[int, Field(ge=1)] = 1


class LegAskedFor(RouteEvent):
    """An optional leg is to be done when its turn comes; `agency` asked for it."""

    leg: LegText
    agency: AgencyText


class LegSkipped(RouteEvent):
    """Its turn came and it was passed over: the dossier has no such leg, or nobody asked for the optional one."""

    leg: LegText
    reason: Literal["condition", "optional"]


class LegFailed(LegEvent):
    """Its child ended without result, `reason` says how; the route waits until it is dispatched again or closed."""

    reason: Token
    child: CodeText | None = None


class LegClosed(LegEvent):
    """An officer does without a failed leg; what waited for it goes on."""

    reason: Token


class ResultAttached(LegEvent):
    """The agency attached the signed result; the leg goes on until it is reported complete."""

    result_reference: Token


class ObligationNotified(LegEvent):
    """The tax office gave the official amount; intake asks for payment."""

    amount_vnd: Amount
    notice: Token
    corrects: Annotated[Token | None, Field(description="The notice that this one replaces")] = None


class ObligationLapsed(LegEvent):
    """The tax office corrected an open notice: nothing is owed."""

    notice: Token
    corrects: Token


class RouteJoined(RouteEvent):
    """All branches that a leg waits for have ended."""

    leg: LegText


class RouteCompleted(RouteEvent):
    """Every leg is done; intake finishes the dossier."""

    result_reference: Token | None = None
    ledger: Annotated[RouteClock | None, Field(description="Whose working time was used")] = None


class RouteCancelled(RouteEvent):
    """The dossier was withdrawn or stopped; open legs are recalled, with their children. `done` stay as they are."""

    recalled: tuple[LegText, ...] = ()
    done: tuple[LegText, ...] = ()


class ReportRejected(RouteEvent):
    """A signed report that changed nothing, and why; `event_id` and `agency` name it.

    Its subject is the dossier code, or `code/event_id` where no route was ever opened: such a rejection is an aggregate
    of its own, so that it takes no number from the sequence of a route that may still be opened.
    """

    event_id: Token
    agency: AgencyText
    reason: Token
