"""Whose working time a route has used, as `route.completed` tells it; all in whole minutes that add up."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from services.contracts.events.payload import AgencyText, LegText, Token

__all__ = ["AttemptClock", "Charge", "RouteClock"]

Minutes = Annotated[int, Field(ge=0)]


class AttemptClock(BaseModel):
    """One go at a leg, by the hours of its agency; paused time is working time too."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    leg: LegText
    attempt: Annotated[int, Field(ge=1)]
    agency: AgencyText
    outside: Annotated[Token | None, Field(description="Why the dossier's clock does not run; None: it does")] = None
    limit_minutes: Minutes | None = None
    used_minutes: Minutes
    overrun_minutes: Minutes = 0
    paused_minutes: Annotated[
        dict[Token, Minutes], Field(default_factory=dict, description="By cause: supplement, payment, posting")
    ]


class Charge(BaseModel):
    """The part of the dossier's overrun that an agency has to answer for."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    agency: AgencyText
    minutes: Minutes


class RouteClock(BaseModel):
    """The dossier's clock by the hours of the agency that received it; `charged` adds up to its overrun."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    limit_minutes: Minutes | None = None
    used_minutes: Minutes
    overrun_minutes: Minutes = 0
    charged: tuple[Charge, ...] = ()
    attempts: tuple[AttemptClock, ...] = ()
