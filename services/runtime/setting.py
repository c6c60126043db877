"""What one variable is: its value's kind, the remedy when it is wrong, and where it comes from."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

__all__ = ["PREFIX", "Hint", "Making", "Secret", "SettingsGroup"]

PREFIX: Final = "LIENTHONG_"
Secret = Annotated[SecretStr, Field(min_length=32)]


class Making(StrEnum):
    """How `lienthong env init` comes by a value."""

    CHOICE = "choice"  # the operator's; the default stands in .env.example
    SECRET = "secret"  # noqa: S105 a kind, not a value: 256 random bits in hexadecimal
    KEY_RING = "key_ring"  # one AES-256 key with its id
    PRIVATE_JWK = "private_jwk"
    PUBLIC_JWK = "public_jwk"  # of the pair whose private half has the same `pair`
    CLUSTER_ID = "cluster_id"  # 128 random bits in base64url, as Kafka wants them


@dataclass(frozen=True, slots=True)
class Hint:
    """What an operator needs besides the type: the remedy, and where the value comes from."""

    remedy: str
    making: Making = Making.CHOICE
    pair: str = ""


class SettingsGroup(BaseSettings):
    """Variables that belong together; read from the environment alone."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )
