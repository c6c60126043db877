"""What token endpoint, gateway and operators need of the kept credentials."""

from dataclasses import dataclass
from typing import Protocol

from services.intake.domain.credential import Credential
from services.runtime.aggregates.model import CommitOutcome, Loaded

__all__ = ["Credentials", "KeptCredential"]


@dataclass(frozen=True, slots=True)
class KeptCredential:
    """A credential and the stored version that it was read from."""

    credential: Credential
    basis: Loaded


class Credentials(Protocol):
    """Raises TransientError when the store cannot be reached."""

    async def load(self, client_id: str) -> KeptCredential | None: ...

    async def list_all(self) -> list[Credential]: ...

    async def save(self, credential: Credential, kept: KeptCredential | None) -> CommitOutcome: ...
