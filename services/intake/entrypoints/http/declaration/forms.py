"""Bodies of the draft endpoints, checked at the edge."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from services.contracts.events.inbound import Attributes, Channel, Confirmation
from services.contracts.events.payload import Token
from services.intake.adapters.dossiers.applicant_form import ApplicantForm
from services.intake.application.declaration.words import Words
from services.intake.application.dossiers.submission import Submission
from services.intake.entrypoints.http.dossiers.forms import HandedInForm, OccurredAt

__all__ = ["ConfirmationForm", "CorrectionForm", "DraftFilingForm", "DraftForm", "StepForm"]

_STRICT = ConfigDict(extra="forbid", hide_input_in_errors=True)
Officer = Annotated[Token, Field(description="Id of the officer, never of the declarant")]


class StepForm(BaseModel):
    """Who takes the step."""

    model_config = _STRICT | ConfigDict(json_schema_extra={"examples": [{"officer": "cb-014"}]})

    officer: Officer


class CorrectionForm(StepForm):
    """What the citizen says, as the officer understands it."""

    model_config = _STRICT | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "officer": "cb-014",
                    "procedure": "1.004873",
                    "applicant": {"name": "Nguyễn Thị Mai"},
                    "answers": {"purpose": "Kết hôn"},
                }
            ]
        }
    )

    procedure: Annotated[str, Field(min_length=8, max_length=40, description="Procedure code, or code@version")]
    applicant: ApplicantForm
    case: Annotated[Token | None, Field(description="Case of the procedure")] = None
    answers: Annotated[
        dict[Token, Annotated[str, Field(max_length=2000)]], Field(max_length=60, description="Fields of the form")
    ] = Field(default_factory=dict)

    def words(self) -> Words:
        return Words(self.procedure, self.applicant.applicant(), self.case, self.answers)


class DraftForm(CorrectionForm):
    """A new draft; the mode is how the officer writes."""

    agency: Annotated[
        str | None, Field(max_length=24, description="Needed when the credential acts for several agencies")
    ] = None
    mode: Literal["typed", "handwritten"] = "typed"


class ConfirmationForm(StepForm):
    """The citizen's hand under the version that was read back."""

    model_config = _STRICT | ConfigDict(json_schema_extra={"examples": [{"officer": "cb-014", "by": "fingerprint"}]})

    by: Confirmation
    evidence: Annotated[
        str | None, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of an uploaded file with it")
    ] = None


class DraftFilingForm(StepForm):
    """What a filing says besides the citizen's words."""

    channel: Channel = "direct"
    tags: Annotated[tuple[Token, ...], Field(max_length=8)] = ()
    attributes: Annotated[Attributes, Field(max_length=16)] = Field(default_factory=dict)
    accept: Annotated[bool, Field(description="Received at the desk in the same step")] = False
    occurred_at: OccurredAt = None
    components: Annotated[tuple[HandedInForm, ...] | None, Field(max_length=50)] = None
    ticket: Annotated[Token | None, Field(description="Queue ticket that led to it")] = None

    def submission(self) -> Submission:
        """Procedure, applicant and confirmation come from the draft."""
        return Submission(
            procedure="",
            channel=self.channel,
            tags=self.tags,
            attributes=self.attributes,
            accept=self.accept,
            components=None if self.components is None else tuple(each.component() for each in self.components),
            ticket=self.ticket,
        )
