"""What both decisions about a failed child are asked with."""

from typing import Annotated

from fastapi import Depends, Path
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.events.payload import CodeText, LegText, Token
from services.runtime.auth.access import require
from services.runtime.auth.principal import Principal

__all__ = ["ClosedAttempt", "CodePath", "Decider", "FailedAttempt", "LegPath"]

CodePath = Annotated[CodeText, Path(examples=["H90.01-261123-0001"])]
LegPath = Annotated[LegText, Path(examples=["residence"])]
Decider = Annotated[Principal, Depends(require("routes:write"))]


class FailedAttempt(BaseModel):
    """Which attempt failed: an order about an earlier one is not carried out on a later one."""

    model_config = ConfigDict(extra="forbid")

    attempt: Annotated[int, Field(ge=1, le=9999)]


class ClosedAttempt(FailedAttempt):
    reason: Annotated[Token, Field(description="One of the rule pack's closing reasons")]
