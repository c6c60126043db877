"""`desk.activity.v1`: what happens at a desk besides dossiers; key = subject = id of the record, never personal data.

A record is a ticket, a call, a visit, a petition, the hours of a desk on one day, or a survey. Every event carries
where it happened and all that it is counted by, so that no consumer joins topics. The code of a dossier appears only
when the record is linked to one that is not secret.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from services.contracts.events.inbound import Channel
from services.contracts.events.lifecycle import Tier
from services.contracts.events.payload import AgencyText, CodeText, Payload, ProcedureRef, Token

Minutes = Annotated[int, Field(ge=0, le=10**6, description="Whole minutes, rounded down")]
PetitionState = Literal["received", "acknowledged", "refused", "more_asked", "answered", "published"]
PetitionKind = Literal["feedback", "proposal", "denunciation"]
SurveyForm = Literal["result", "receipt", "supplement", "refusal", "portal"]


class Activity(Payload):
    """What every event of the desk says; `agency` is the desk's, of a denunciation the one that handles it."""

    record: Token
    agency: AgencyText
    province: Annotated[str, Field(pattern=r"^[A-Z]\d{2}$")]
    tier: Tier
    field: Token | None = None
    backfill: bool = False


class DeskOpened(Activity):
    """A desk opened; `opens_at` is when the window that it opened for begins by the calendar."""

    opens_at: AwareDatetime
    window: Annotated[Token, Field(description="working, or the tag of an extended window")] = "working"
    late_minutes: Minutes = 0
    breach: bool = False


class DeskClosed(Activity):
    """A desk closed; `closes_at` is when the window it closed in, or the last one before, ends by the calendar."""

    closes_at: AwareDatetime
    window: Annotated[Token, Field(description="working, or the tag of an extended window")] = "working"
    early_minutes: Minutes = 0
    breach: bool = False


class Ticket(Activity):
    """A ticket of the queue; `number` counts per desk, field of issue and day."""

    number: Annotated[int, Field(ge=1)]
    issued_at: AwareDatetime
    after_hours: Annotated[bool, Field(description="Happened after the desk's last window of the day")] = False


class TicketIssued(Ticket):
    """A ticket was drawn while the desk was open."""

    window: Annotated[Token, Field(description="working, or the tag of an extended window")] = "working"


class TicketCalled(Ticket):
    """The ticket was called to a counter; `attempt` grows with every recall."""

    counter: Token
    attempt: Annotated[int, Field(ge=1)] = 1
    wait_minutes: Annotated[Minutes, Field(description="From joining this queue to its first call in it")] = 0


class TicketSkipped(Ticket):
    """Nobody came; the ticket waits again, behind all others."""


class TicketTransferred(Ticket):
    """The ticket went on to the queue of `field`, where it keeps the place of its time of issue."""

    from_field: Token


class TicketServing(Ticket):
    """Service began."""

    counter: Token


class TicketServed(Ticket):
    """Service ended; minutes of service count from the last call."""

    wait_minutes: Minutes
    service_minutes: Minutes
    code: CodeText | None = None


class TicketNoShow(Ticket):
    """Nobody came, for good."""


class CallRecorded(Activity):
    """A call to the component hotline; what was answered is the catalogue's checklist of `procedure` and `case`."""

    outcome: Literal["answered", "transferred", "fallback", "unanswered"]
    procedure: ProcedureRef | None = None
    case: Token | None = None
    extension: Token | None = None


class CallLinked(Activity):
    """The caller filed a dossier; `complete`: all papers were there at the first try, None while that is not known."""

    procedure: ProcedureRef
    code: CodeText | None = None
    complete: bool | None = None


class VisitRecorded(Activity):
    """A citizen was received at the citizens' reception."""

    outcome: Token


class VisitLinked(Activity):
    """The visitor filed a dossier."""

    code: CodeText | None = None


class PetitionMoved(Activity):
    """One step of a petition and the state after it; `in_time` judges the step by its limit, None when it has none."""

    kind: PetitionKind
    about: Token | None = None
    state: PetitionState
    received_at: AwareDatetime
    due_at: Annotated[AwareDatetime | None, Field(description="Limit of the next step; None while waiting")] = None
    in_time: bool | None = None


class PetitionReceived(PetitionMoved):
    """A petition came in under its code."""


class PetitionAcknowledged(PetitionMoved):
    """Its sender was told that it is being handled."""


class PetitionRefused(PetitionMoved):
    """It is not for this desk, or cannot be handled."""

    reason: Token


class PetitionMoreAsked(PetitionMoved):
    """Its sender was asked for more; the time to answer pauses."""


class PetitionSupplied(PetitionMoved):
    """Its sender gave more."""


class PetitionAnswered(PetitionMoved):
    """It was answered."""


class PetitionPublished(PetitionMoved):
    """The answer was published."""


class PetitionRated(PetitionMoved):
    """Its sender said how satisfied they are with the answer."""

    score: Annotated[int, Field(ge=0, le=100)]
    least: Annotated[int | None, Field(ge=0, le=100, description="Ends of the scale; None in earlier events")] = None
    most: Annotated[int | None, Field(ge=0, le=100)] = None


class Survey(Activity):
    """A survey; it never names the dossier, so answers are anonymous."""

    form: SurveyForm
    procedure: ProcedureRef | None = None
    channel: Channel | None = None


class SurveyInvited(Survey):
    """Somebody was asked; at most once per dossier and form."""


class SurveyAnswered(Survey):
    """The answers by question, on the scale that goes with them."""

    scores: Annotated[dict[Token, Annotated[int, Field(ge=0, le=100)]], Field(max_length=20)]
    least: Annotated[int, Field(ge=0, le=100)]
    most: Annotated[int, Field(ge=0, le=100)]
