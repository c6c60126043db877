"""What all event bodies share."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

AgencyText = Annotated[str, Field(pattern=r"^[A-Z]\d{2}(\.\d{2,3}){0,3}$", examples=["H90.20.01"])]
CodeText = Annotated[str, Field(min_length=14, max_length=40, examples=["H90.20.01-261123-0001"])]
ProcedureRef = Annotated[str, Field(pattern=r"^\d\.\d{6}[0-9A-Z.]*@\d+$", examples=["1.012753@1"])]
LegText = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$", examples=["appraise"])]
AttemptText = Annotated[
    str,
    Field(pattern=r"^[a-z][a-z0-9_]{0,31}/[1-9]\d{0,3}$", description="A leg, the attempt at it", examples=["birth/1"]),
]
Token = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}$", description="An identifier, never free text")
]
OfficerText = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", description="An officer's account, never a name")
]
Amount = Annotated[int, Field(ge=0, le=10**15, description="Whole Vietnamese dong")]


class Payload(BaseModel):
    """A body: frozen, unknown fields ignored (schemas only grow), `occurred_at` is business time."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    occurred_at: AwareDatetime
