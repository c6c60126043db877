"""What is inside the JWE of a message that brings its own number."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["RecipientClaims"]


class RecipientClaims(BaseModel):
    """A ChallengeClaims of the contract is one; ours to officers have no code."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    phone: Annotated[str, Field(pattern=r"^\+\d{8,15}$")]
    answer: Annotated[str | None, Field(pattern=r"^\d{6}$")] = None
    language: Annotated[str, Field(pattern=r"^(vi|en)$")] = "vi"
