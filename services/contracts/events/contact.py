"""`dossier.contact.v1`, compacted: how to reach the applicant, sealed to the key of notifications; null erases."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from services.contracts.events.payload import CodeText, Payload


class ContactChanged(Payload):
    """Contact and preferences as one compact JWE; its claims are a ContactClaims object."""

    code: CodeText
    jwe: Annotated[str, Field(min_length=1, max_length=8192)]


class ContactClaims(BaseModel):
    """What is inside the JWE; never published in the clear."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    phone: Annotated[str | None, Field(pattern=r"^\+\d{8,15}$")] = None
    email: Annotated[str | None, Field(pattern=r"^[^@\s,;<>]{1,64}@[A-Za-z0-9.-]{1,190}$")] = None
    language: Annotated[str, Field(pattern=r"^(vi|en)$")] = "vi"
    channels: Annotated[
        tuple[str, ...], Field(description="Those wanted, best first; without any only mandatory notices are sent")
    ] = ("sms",)
    advertising: Annotated[bool, Field(description="Whether they asked for advertising")] = False
    survey: Annotated[
        str | None, Field(pattern=r"^[A-Za-z0-9_-]{1,32}$", description="Token of the invitation to the survey")
    ] = None
