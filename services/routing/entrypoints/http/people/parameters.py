"""What the endpoints of rosters take."""

from typing import Annotated

from fastapi import Depends, Path

from services.contracts.events.payload import AgencyText, OfficerText
from services.runtime.auth.access import require
from services.runtime.auth.principal import Principal

__all__ = ["AgencyPath", "OfficerPath", "Reader", "Writer"]

AgencyPath = Annotated[AgencyText, Path(examples=["H90.20.01"])]
OfficerPath = Annotated[OfficerText, Path(examples=["justice-02"])]
Reader = Annotated[Principal, Depends(require("routes:read"))]
Writer = Annotated[Principal, Depends(require("roster:write"))]
