"""Credentials in the aggregate store; each change publishes the whole credential for those who verify reports."""

from datetime import datetime
from typing import Any, Final

from pydantic import TypeAdapter

from services.contracts.events.credential import CredentialChanged, VerificationKey
from services.contracts.topics import CREDENTIAL
from services.intake.application.agencies.credential_ports import KeptCredential
from services.intake.domain.credential import Credential
from services.kernel.times import Clock
from services.runtime.aggregates import AggregateStore, Change, CommitOutcome, NewEvent

__all__ = ["COLLECTION", "StoredCredentials", "changed_event"]

COLLECTION: Final = "credentials"
_CREDENTIAL: TypeAdapter[Credential] = TypeAdapter(Credential)


class StoredCredentials:
    """Implements the port `Credentials`; concurrent loads share requests.

    A revoked credential stays, so that its id is never given again.
    """

    def __init__(self, aggregates: AggregateStore, clock: Clock) -> None:
        self._aggregates = aggregates
        self._clock = clock

    async def load(self, client_id: str) -> KeptCredential | None:
        loaded = await self._aggregates.load(client_id)
        return None if loaded is None else KeptCredential(_credential(loaded.state), loaded)

    async def list_all(self) -> list[Credential]:
        """Every credential, by name; for operators only, since it reads the whole collection."""
        rows = await self._aggregates.documents.find({}, projection={"state": 1})
        return sorted((_credential(row["state"]) for row in rows), key=lambda each: (each.name, each.client_id))

    async def save(self, credential: Credential, kept: KeptCredential | None) -> CommitOutcome:
        """Write it with its event: a new one (kept None), or the next version of what was read."""
        event = changed_event(credential, self._clock())
        id_ = credential.client_id
        new = NewEvent(CREDENTIAL, event, key=id_, subject=id_)
        basis = kept.basis if kept else None
        return await self._aggregates.commit(Change(id_, basis, _state(credential), events=[new]))


def changed_event(credential: Credential, at: datetime) -> CredentialChanged:
    """What verifiers learn: no secret of the token endpoint; without keys it is revoked."""
    return CredentialChanged(
        occurred_at=at,
        client_id=credential.client_id,
        agencies=tuple(credential.agencies),
        scopes=credential.scopes,
        keys=tuple(
            VerificationKey.model_validate({"keyid": key.keyid, "algorithm": key.algorithm, "material": key.material})
            for key in credential.keys
        ),
        sandbox=credential.sandbox,
    )


def _state(credential: Credential) -> dict[str, Any]:
    state: dict[str, Any] = _CREDENTIAL.dump_python(credential, mode="json")
    return state


def _credential(state: dict[str, Any]) -> Credential:
    return _CREDENTIAL.validate_python(state)
