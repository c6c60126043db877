"""`agency.signing.v1`, compacted, key = agency: who may sign for an agency, by account; no names (domain §11).

Every event carries the whole register, so that the last one of an agency is all that a reader needs. Absences that
ended long before the event are left out.
"""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.contracts.events.payload import AgencyText, OfficerText, Payload, Token

ProcedureCodes = Annotated[
    tuple[Annotated[str, Field(max_length=40)], ...], Field(description="Codes without version; none means all")
]
DocumentNumber = Annotated[str, Field(min_length=1, max_length=64, description="Number of the paper behind it")]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Token


class Post(_Entry):
    """Signs in own right."""

    officer: OfficerText
    role: Token
    document_number: DocumentNumber
    valid_from: AwareDatetime
    valid_to: AwareDatetime | None = None
    procedures: ProcedureCodes = ()
    revoked_at: AwareDatetime | None = None


class DelegationEntry(_Entry):
    """Signs for another, within limits; `condition` gives the values that a paper's facts may have."""

    delegator: OfficerText
    delegate: OfficerText
    role: Token
    document_number: DocumentNumber
    prefix: Annotated[str, Field(max_length=10, description="Stands before the signature, such as TUQ.")]
    valid_from: AwareDatetime
    valid_to: AwareDatetime
    procedures: ProcedureCodes = ()
    condition: dict[str, tuple[Token, ...]] = Field(default_factory=dict)
    revoked_at: AwareDatetime | None = None


class AbsenceEntry(_Entry):
    """Is away."""

    officer: OfficerText
    starts_at: AwareDatetime
    ends_at: AwareDatetime


class SigningChanged(Payload):
    """The register after a change; `version` counts changes."""

    agency: AgencyText
    version: Annotated[int, Field(ge=1)]
    posts: tuple[Post, ...] = ()
    delegations: tuple[DelegationEntry, ...] = ()
    absences: tuple[AbsenceEntry, ...] = ()
