"""A roster as it is sent and answered; accounts, never names."""

from datetime import datetime, time
from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from services.contracts.events.payload import AgencyText, Token
from services.kernel.times import require_utc
from services.routing.domain.people.roster import Roster, Rostered, Shift

__all__ = ["RosterView", "RosteredForm", "roster_view"]

Words = Annotated[tuple[Token, ...], Field(max_length=40)]


class ShiftForm(BaseModel):
    """Local times on ISO weekdays (1 is Monday)."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    weekdays: Annotated[frozenset[Annotated[int, Field(ge=1, le=7)]], Field(min_length=1)]
    starts: time
    ends: time

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.ends <= self.starts:
            raise ValueError("a shift ends after it starts")
        return self


class RosteredForm(BaseModel):
    """What an officer does; no shifts means all of the agency's hours."""

    model_config = ConfigDict(
        extra="forbid",
        hide_input_in_errors=True,
        json_schema_extra={"examples": [{"fields": ["justice"], "skills": ["certification"], "fallback": False}]},
    )

    fields: Words = ()
    skills: Words = ()
    shifts: Annotated[tuple[ShiftForm, ...], Field(max_length=20)] = ()
    fallback: Annotated[bool, Field(description="Takes what nobody of a field can, if the skills allow it")] = False
    valid_from: AwareDatetime | None = None
    valid_to: AwareDatetime | None = None

    def entry(self, officer: str) -> Rostered:
        return Rostered(
            officer=officer,
            fields=self.fields,
            skills=self.skills,
            shifts=tuple(Shift(each.weekdays, each.starts, each.ends) for each in self.shifts),
            fallback=self.fallback,
            valid_from=_utc(self.valid_from),
            valid_to=_utc(self.valid_to),
        )


class ShiftView(BaseModel):
    weekdays: list[int]
    starts: time
    ends: time


class RosteredView(BaseModel):
    officer: str
    fields: list[str]
    skills: list[str]
    shifts: list[ShiftView]
    fallback: bool
    valid_from: datetime | None
    valid_to: datetime | None


class RosterView(BaseModel):
    """In order of account."""

    agency: AgencyText
    officers: list[RosteredView]


def roster_view(roster: Roster) -> RosterView:
    return RosterView(agency=roster.agency, officers=[_rostered(entry) for entry in roster.officers])


def _rostered(entry: Rostered) -> RosteredView:
    return RosteredView(
        officer=entry.officer,
        fields=list(entry.fields),
        skills=list(entry.skills),
        shifts=[ShiftView(weekdays=sorted(s.weekdays), starts=s.starts, ends=s.ends) for s in entry.shifts],
        fallback=entry.fallback,
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
    )


def _utc(moment: datetime | None) -> datetime | None:
    return require_utc(moment) if moment else None
