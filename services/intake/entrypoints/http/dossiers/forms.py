"""Bodies that agencies' software sends, checked at the edge."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.contracts.events.inbound import Attributes, Channel, Confirmation
from services.contracts.events.payload import CodeText, Token
from services.intake.adapters.dossiers.applicant_form import ApplicantForm
from services.intake.application.dossiers.submission import SECRET, Submission
from services.intake.domain.components import Component, ComponentForm
from services.intake.entrypoints.http.dossiers.personal_signature import PersonalSignatureForm

__all__ = [
    "STRICT",
    "AcceptForm",
    "CommandForm",
    "FilingForm",
    "HandedInForm",
    "OccurredAt",
    "ReasonForm",
    "SupplementRequestForm",
    "WithdrawalForm",
]

STRICT = ConfigDict(extra="forbid", hide_input_in_errors=True)
OccurredAt = Annotated[
    AwareDatetime | None,
    Field(description="When it happened, if not now: up to 24 h back; anything earlier needs the scope backfill"),
]

Waiver = Annotated[Token | None, Field(description="Why the officer does without components that are missing")]


class HandedInForm(BaseModel):
    """One paper or file that is handed in."""

    model_config = STRICT | ConfigDict(json_schema_extra={"examples": [{"key": "declaration", "form": 2}]})

    key: Token
    form: Annotated[
        Literal[0, 1, 2], Field(description="0 original, 1 copy, 2 electronic (a certified e-copy counts)")
    ] = 0
    copies: Annotated[int, Field(ge=1, le=99)] = 1
    digitised: bool = False
    file: Annotated[str | None, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of an uploaded file")] = None

    def component(self) -> Component:
        return Component(
            key=self.key,
            form=ComponentForm(self.form),
            copies=self.copies,
            digitised=self.digitised or self.file is not None,
            file=self.file,
        )


class FilingForm(BaseModel):
    """A dossier filed at a desk."""

    model_config = STRICT | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "procedure": "1.012753",
                    "applicant": {"name": "Nguyễn Thị Mai", "phone": "0912 345 678"},
                    "channel": "direct",
                    "accept": True,
                }
            ]
        }
    )

    procedure: Annotated[str, Field(min_length=8, max_length=40, description="Procedure code, or code@version")]
    applicant: ApplicantForm
    agency: Annotated[
        str | None, Field(max_length=24, description="Needed when the credential acts for several agencies")
    ] = None
    channel: Channel = "direct"
    assisted: bool = False
    tags: Annotated[tuple[Token, ...], Field(max_length=8)] = ()
    attributes: Annotated[Attributes, Field(max_length=16)] = Field(default_factory=dict)
    accept: Annotated[bool, Field(description="Received at the desk in the same step")] = False
    notify: Annotated[bool, Field(description="Send SMS although the dossier is back-filled")] = False
    occurred_at: OccurredAt = None
    case: Annotated[Token | None, Field(description="Case of the procedure, which decides the components")] = None
    components: Annotated[
        tuple[HandedInForm, ...] | None,
        Field(max_length=50, description="What is handed in; left out: taken as complete"),
    ] = None
    exemption: Annotated[Token | None, Field(description="Ground for an exemption from fees")] = None
    assisted_by: Annotated[Token | None, Field(description="Service point or team that helps the applicant")] = None
    event_tag: Annotated[Token | None, Field(description="Event at which it is filed, as the catalogue names it")] = (
        None
    )
    confirmed_by: Annotated[
        Confirmation | None, Field(description="How the applicant confirmed a declaration that an officer wrote")
    ] = None
    waiver: Waiver = None
    secret: Annotated[bool, Field(description="Nothing of it leaves the agency but an anonymous count")] = False
    parent: Annotated[CodeText | None, Field(description="The dossier that this one is a child of")] = None
    ticket: Annotated[Token | None, Field(description="Queue ticket that led to it")] = None
    call: Annotated[Token | None, Field(description="Call to the component hotline before it")] = None
    visit: Annotated[Token | None, Field(description="Visit at the citizens' reception before it")] = None
    personal_signature: Annotated[
        PersonalSignatureForm | None, Field(description="The applicant's own digital signature under the filing")
    ] = None

    def submission(self) -> Submission:
        return Submission(
            procedure=self.procedure,
            channel=self.channel,
            assisted=self.assisted,
            tags=self.tags,
            attributes=self.attributes,
            accept=self.accept,
            notify=self.notify,
            applicant=self.applicant.applicant(),
            case=self.case,
            components=None if self.components is None else tuple(each.component() for each in self.components),
            exemption=self.exemption,
            assisted_by=self.assisted_by,
            event_tag=self.event_tag,
            confirmed_by=self.confirmed_by,
            waiver=self.waiver,
            secret=self.secret or SECRET in self.tags,
            parent=self.parent,
            ticket=self.ticket,
            call=self.call,
            visit=self.visit,
            personally_signed=self.personal_signature is not None,
        )


class CommandForm(BaseModel):
    """What every command may say."""

    model_config = STRICT

    occurred_at: OccurredAt = None


class AcceptForm(CommandForm):
    """Reception of a dossier that was filed before."""

    waiver: Waiver = None


class ReasonForm(CommandForm):
    """Why; a token of the agency's list, never free text, because it is published."""

    model_config = STRICT | ConfigDict(json_schema_extra={"examples": [{"reason": "not_competent"}]})

    reason: Token


class SupplementRequestForm(CommandForm):
    """What is missing; asked for once, in full."""

    model_config = STRICT | ConfigDict(json_schema_extra={"examples": [{"components": ["identity"]}]})

    components: Annotated[tuple[Token, ...], Field(max_length=50)] = ()
    reply_by: AwareDatetime | None = None


class WithdrawalForm(CommandForm):
    """The applicant asks for the dossier back; an officer grants it, or the applicant takes the request back."""

    model_config = STRICT | ConfigDict(json_schema_extra={"examples": [{"step": "requested"}]})

    step: Literal["requested", "granted", "taken_back"] = "requested"
