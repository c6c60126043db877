"""Bodies that agencies' software sends, checked at the edge."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.contracts.events.inbound import Attributes, Channel
from services.contracts.events.payload import Token
from services.intake.adapters.dossiers.applicant_form import ApplicantForm
from services.intake.application.dossiers.submission import Submission

__all__ = ["CommandForm", "FilingForm", "ReasonForm", "SupplementRequestForm", "WithdrawalForm"]

_STRICT = ConfigDict(extra="forbid", hide_input_in_errors=True)
OccurredAt = Annotated[
    AwareDatetime | None,
    Field(description="When it happened, if not now: up to 24 h back; anything earlier needs the scope backfill"),
]


class FilingForm(BaseModel):
    """A dossier filed at a desk."""

    model_config = _STRICT | ConfigDict(
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
        )


class CommandForm(BaseModel):
    """What every command may say."""

    model_config = _STRICT

    occurred_at: OccurredAt = None


class ReasonForm(CommandForm):
    """Why; a token of the agency's list, never free text, because it is published."""

    model_config = _STRICT | ConfigDict(json_schema_extra={"examples": [{"reason": "not_competent"}]})

    reason: Token


class SupplementRequestForm(CommandForm):
    """What is missing; asked for once, in full."""

    model_config = _STRICT | ConfigDict(json_schema_extra={"examples": [{"components": ["land_map"]}]})

    components: Annotated[tuple[Token, ...], Field(max_length=50)] = ()
    reply_by: AwareDatetime | None = None


class WithdrawalForm(CommandForm):
    """The applicant asks for the dossier back; an officer grants it, or the applicant takes the request back."""

    model_config = _STRICT | ConfigDict(json_schema_extra={"examples": [{"step": "requested"}]})

    step: Literal["requested", "granted", "taken_back"] = "requested"
