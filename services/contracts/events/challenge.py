"""`citizen.challenge.v1`, kept for a day: a one-time code on its way to a phone, sealed to the key of notifications."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.contracts.events.payload import AgencyText, CodeText, Payload, ProcedureRef, Token

ChallengePurpose = Literal["recover_codes", "release_number", "confirm_number"]


class ChallengeIssued(Payload):
    """One text message to send, until `expires_at`; number and code are inside the JWE, a ChallengeClaims object.

    The dossier is one that the number was given for; the message is counted for its agency.
    """

    challenge: Token
    purpose: ChallengePurpose
    code: CodeText
    agency: AgencyText
    procedure: ProcedureRef
    expires_at: AwareDatetime
    jwe: Annotated[str, Field(min_length=1, max_length=8192)]


class ChallengeClaims(BaseModel):
    """What is inside the JWE; never published in the clear."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    phone: Annotated[str, Field(pattern=r"^\+\d{8,15}$")]
    answer: Annotated[str, Field(pattern=r"^\d{6}$")]
    language: Annotated[str, Field(pattern=r"^(vi|en)$")] = "vi"
