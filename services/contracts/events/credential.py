"""`agency.credential.v1`, compacted, key = client id: what a consumer needs to verify signed reports by itself."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from services.contracts.events.payload import AgencyText, Payload, Token


class VerificationKey(BaseModel):
    """An Ed25519 public key (base64), or an HMAC secret sealed under the platform's credential key."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    keyid: Token
    algorithm: Literal["ed25519", "hmac-sha256"]
    material: Annotated[str, Field(max_length=4096)]


class CredentialChanged(Payload):
    """The current state of one credential; without keys it is revoked."""

    client_id: Token
    agencies: tuple[AgencyText, ...]
    scopes: tuple[Token, ...]
    keys: tuple[VerificationKey, ...] = ()
    sandbox: bool = False
