"""Bodies about who signs, checked at the edge; entries get an id that follows from what they say."""

import hashlib
from typing import Annotated, Any, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.contracts.events.payload import Token
from services.kernel.signing import Absence, Delegation, SigningPost
from services.kernel.times import require_utc

__all__ = ["AbsenceForm", "DelegationForm", "PostForm", "Scope", "SignForm"]

OfficerId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", description="An account, no name")]
Role = Annotated[Token, Field(max_length=40, description="A signer's role of the catalogue, such as ward_chair")]
Document = Annotated[str, Field(min_length=1, max_length=64, description="Number of the paper behind it")]
Procedures = Annotated[
    tuple[Annotated[str, Field(min_length=8, max_length=40)], ...],
    Field(max_length=200, description="Codes without version; none means all"),
]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Scope = Annotated[dict[Name, Token], Field(max_length=8, description="Facts of the paper, such as paper_origin")]


def _with(example: dict[str, Any]) -> ConfigDict:
    return ConfigDict(extra="forbid", hide_input_in_errors=True, json_schema_extra={"examples": [example]})


_POST: Final = {
    "officer": "chair-01",
    "role": "ward_chair",
    "document_number": "12/QĐ-UBND",
    "valid_from": "2026-01-01T00:00:00+07:00",
}
_DELEGATION: Final = {
    "delegator": "chair-01",
    "delegate": "justice-02",
    "role": "justice_officer",
    "procedures": ["2.000815"],
    "condition": {"paper_origin": ["domestic"]},
    "document_number": "07/UQ-UBND",
    "prefix": "TUQ.",
    "valid_from": "2026-02-01T00:00:00+07:00",
    "valid_to": "2026-12-01T00:00:00+07:00",
}
_ABSENCE: Final = {
    "officer": "chair-01",
    "starts_at": "2026-11-23T07:30:00+07:00",
    "ends_at": "2026-11-23T17:00:00+07:00",
}


class _Entry(BaseModel):
    agency: Annotated[
        str | None, Field(max_length=24, description="Needed when the credential acts for several agencies")
    ] = None

    @property
    def id(self) -> str:
        """The same entry sent twice is one entry."""
        return hashlib.sha256(self.model_dump_json(exclude={"agency"}).encode()).hexdigest()[:24]


class PostForm(_Entry):
    """An officer who signs in own right."""

    model_config = _with(_POST)

    officer: OfficerId
    role: Role
    document_number: Document
    procedures: Procedures = ()
    valid_from: AwareDatetime
    valid_to: AwareDatetime | None = None

    def post(self) -> SigningPost:
        ends = require_utc(self.valid_to) if self.valid_to else None
        starts = require_utc(self.valid_from)
        return SigningPost(self.id, self.officer, self.role, self.document_number, starts, ends, self.procedures)


class DelegationForm(_Entry):
    """One officer signs for another, within limits."""

    model_config = _with(_DELEGATION)

    delegator: OfficerId
    delegate: OfficerId
    role: Annotated[Role, Field(description="Role in which the delegate signs")]
    document_number: Document
    prefix: Annotated[str, Field(min_length=1, max_length=10, description="Before the signature; the catalogue's")]
    procedures: Procedures = ()
    condition: Annotated[
        dict[Name, Annotated[tuple[Token, ...], Field(min_length=1, max_length=20)]], Field(max_length=8)
    ] = Field(default_factory=dict)
    valid_from: AwareDatetime
    valid_to: AwareDatetime

    def delegation(self) -> Delegation:
        return Delegation(
            id=self.id,
            delegator=self.delegator,
            delegate=self.delegate,
            role=self.role,
            document_number=self.document_number,
            prefix=self.prefix,
            valid_from=require_utc(self.valid_from),
            valid_to=require_utc(self.valid_to),
            procedures=self.procedures,
            condition=self.condition,
        )


class AbsenceForm(_Entry):
    """An officer is away."""

    model_config = _with(_ABSENCE)

    officer: OfficerId
    starts_at: AwareDatetime
    ends_at: AwareDatetime

    def absence(self) -> Absence:
        return Absence(self.id, self.officer, require_utc(self.starts_at), require_utc(self.ends_at))


class SignForm(BaseModel):
    """Who signs, and what is known of the paper."""

    model_config = _with({"officer": "justice-02", "scope": {"paper_origin": "domestic"}})

    officer: OfficerId
    scope: Scope = Field(default_factory=dict)
    occurred_at: Annotated[
        AwareDatetime | None,
        Field(description="When it was signed, if not now: up to 24 h back; anything earlier needs the scope backfill"),
    ] = None
