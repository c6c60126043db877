"""`citizen.challenge.v1`, kept for a day: what is on its way to a phone that no dossier's contact gives.

One-time codes, and how petitions stand; numbers are sealed to the key of notifications.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.contracts.events.payload import AgencyText, CodeText, Payload, ProcedureRef, Token

ChallengePurpose = Literal["recover_codes", "release_number", "confirm_number"]
PetitionOccasion = Literal["acknowledged", "answered", "published"]


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


class PetitionTold(Payload):
    """One text message to the sender of a petition about a step of it; the number is inside the JWE, PetitionContact.

    `agency` is the one that handles it; `due_at` the limit of the answer. Nothing says of which kind it is.
    """

    record: Token
    agency: AgencyText
    occasion: PetitionOccasion
    due_at: AwareDatetime | None = None
    jwe: Annotated[str, Field(min_length=1, max_length=8192)]


class PetitionContact(BaseModel):
    """What is inside the JWE of a PetitionTold; never published in the clear."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    phone: Annotated[str, Field(pattern=r"^\+\d{8,15}$")]
    language: Annotated[str, Field(pattern=r"^(vi|en)$")] = "vi"


class ChallengeClaims(BaseModel):
    """What is inside the JWE; never published in the clear."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    phone: Annotated[str, Field(pattern=r"^\+\d{8,15}$")]
    answer: Annotated[str, Field(pattern=r"^\d{6}$")]
    language: Annotated[str, Field(pattern=r"^(vi|en)$")] = "vi"
