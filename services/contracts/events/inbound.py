"""Signed reports of agencies on `agency.inbound.v1`; no sequence, deduplicated by (agency, event id).

Personal data travels only inside `applicant_jwe`, sealed to intake's key. The reporting agency is the one in
`ce_source`, checked against the credential; a body never names it.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.contracts.events.cadastral import Cadastral
from services.contracts.events.payload import Amount, CodeText, LegText, OfficerText, Payload, Token

Channel = Literal["direct", "online", "post"]
ApplicantKind = Literal["individual", "organisation"]
Confirmation = Literal["signature", "fingerprint"]
Attributes = dict[
    Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")], Annotated[str, Field(pattern=r"^[a-z0-9_.]{1,40}$")]
]


class Report(Payload):
    """What every report says: which dossier."""

    code: CodeText


class HandedIn(BaseModel):
    """One component of a submission: what was handed in, in the national codes of forms."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    key: Token
    form: Annotated[int, Field(ge=0, le=2, description="0 original, 1 copy, 2 electronic")] = 0
    copies: Annotated[int, Field(ge=1, le=99)] = 1
    digitised: bool = False


class DossierSubmitted(Report):
    """A dossier filed at the reporting agency, under a code that it reserved."""

    procedure: Annotated[str, Field(max_length=40, description="Procedure code, or code@version")]
    channel: Channel = "direct"
    assisted: bool = False
    tags: Annotated[tuple[Token, ...], Field(max_length=8)] = ()
    attributes: Attributes = Field(
        default_factory=dict, max_length=16, description="Low-cardinality facts declared in the catalogue"
    )
    accept: Annotated[bool, Field(description="Received at the desk in the same step")] = False
    notify: Annotated[bool, Field(description="Send SMS although the dossier is back-filled")] = False
    applicant_jwe: Annotated[str | None, Field(max_length=8192)] = None
    case: Annotated[Token | None, Field(description="Case of the procedure, which decides the components")] = None
    components: Annotated[tuple[HandedIn, ...] | None, Field(max_length=50, description="None: taken as complete")] = (
        None
    )
    applicant_kind: ApplicantKind | None = None
    exemption: Annotated[Token | None, Field(description="Ground for an exemption from fees")] = None
    assisted_by: Annotated[Token | None, Field(description="Service point or team that helped the applicant")] = None
    event_tag: Annotated[Token | None, Field(description="Event at which it was filed, as the catalogue names it")] = (
        None
    )
    confirmed_by: Annotated[
        Confirmation | None, Field(description="How the applicant confirmed a declaration that an officer wrote")
    ] = None
    parent: Annotated[CodeText | None, Field(description="The dossier that this one is a child of")] = None
    ticket: Annotated[Token | None, Field(description="Queue ticket that led to it")] = None
    call: Annotated[Token | None, Field(description="Call to the component hotline before it")] = None
    visit: Annotated[Token | None, Field(description="Visit at the citizens' reception before it")] = None


class SupplementFiled(Report):
    """The applicant handed in what was asked for, all of it unless `components` names a part."""

    components: Annotated[tuple[Token, ...], Field(max_length=50)] = ()


class PaymentConfirmed(Report):
    """Proof that the obligation was paid."""

    amount_vnd: Amount
    reference: Token


class LegReport(Report):
    """A report about one leg of the route."""

    leg: LegText
    attempt: Annotated[int, Field(ge=1, le=99)] = 1
    actor: Annotated[Token | None, Field(description="Id of the officer who did it, never a name")] = None


class LegReceived(LegReport):
    """The agency took the leg over."""


class SignedReport(LegReport):
    """A report about a paper that an officer signed; checked against the agency's signing register."""

    signed_by: OfficerText | None = None
    on_behalf_of: Annotated[Token | None, Field(description="Role signed for, such as ward_chair; None: as it is")] = (
        None
    )
    signed_at: Annotated[AwareDatetime | None, Field(description="When it was signed, if before this report")] = None
    paper: Annotated[
        Attributes, Field(max_length=8, description="Facts of the paper that delegations ask about: paper_origin")
    ] = Field(default_factory=dict)


class LegCompleted(SignedReport):
    """The agency finished the leg; on the last leg this finishes the dossier."""

    result_reference: Token | None = None
    slip: Annotated[Cadastral | None, Field(description="For the slip that goes with the hand-over it leads to")] = None
    include: Annotated[tuple[LegText, ...], Field(max_length=12, description="Optional legs after it to be done")] = ()


class LegRequested(LegReport):
    """The agency that received the dossier asks for an optional leg."""


class LegSentBack(LegReport):
    """The agency returned the leg to the one that sent it."""

    reason: Token


class StepDone(LegReport):
    """A piece of work inside the leg is done; `step` is its id in the catalogue, steps are done in their order."""

    step: LegText


class ObligationEstimated(LegReport):
    """What the obligation may come to; never asked of anybody, and of no use once the official amount is known."""

    amount_vnd: Amount


class TaxNoticeIssued(LegReport):
    """The official obligation; an estimate is never reported here."""

    amount_vnd: Amount
    notice: Token
    corrects: Annotated[
        Token | None, Field(description="Number of the open notice that this one replaces; with no amount it lapses")
    ] = None


class ResultIssued(SignedReport):
    """The signed result, by reference and digest."""

    result_reference: Token
    digest: Annotated[str | None, Field(pattern=r"^[0-9a-f]{64}$")] = None
