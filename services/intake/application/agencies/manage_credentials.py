"""Creates, rotates and revokes credentials, for operators; what is secret is returned once and never kept readable."""

import os
import secrets
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from services.intake.application.agencies.credential_ports import Credentials, KeptCredential
from services.intake.application.refusals import as_permanent
from services.intake.domain.credential import SCOPES, Credential, SigningKey
from services.kernel.agency_code import AgencyCode, parse_agency_code
from services.kernel.times import Clock
from services.runtime.aggregates.model import CommitOutcome
from services.runtime.auth.directory import public_material, seal_material
from services.runtime.auth.passwords import SecretHasher, new_secret
from services.runtime.failures import PermanentError, TransientError
from services.runtime.sealing import FieldCipher

__all__ = ["SIGNING_SECRET_PREFIX", "Issued", "ManageCredentials"]

SIGNING_SECRET_PREFIX = "whsec_"  # noqa: S105 Standard Webhooks' mark of a signing secret, base64 follows
_SIGNING_BYTES = 32
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Issued:
    """What the agency gets, this once; `signing_key` has the raw HMAC secret, None for an agency's own Ed25519 key."""

    credential: Credential
    keyid: str
    client_secret: str = field(repr=False)
    signing_key: bytes | None = field(default=None, repr=False)

    @property
    def signing_secret(self) -> str | None:
        """The HMAC secret as text."""
        return None if self.signing_key is None else SIGNING_SECRET_PREFIX + b64encode(self.signing_key).decode()


class ManageCredentials:
    """Needs the store alone: what it publishes waits in the outbox until a running intake finds it.

    Without `cipher` no shared signing secret can be made; everything else works.
    """

    def __init__(self, credentials: Credentials, cipher: FieldCipher | None, clock: Clock) -> None:
        self._credentials = credentials
        self._cipher = cipher
        self._clock = clock
        self._hasher = SecretHasher()

    async def create(
        self,
        agencies: Sequence[str],
        scopes: Sequence[str],
        *,
        name: str = "",
        ed25519_public: bytes | None = None,
        sandbox: bool = False,
    ) -> Issued:
        """Raises PermanentError(agency_required | code_invalid | scope_unknown | scope_required)."""
        checked = _agencies(agencies), _scopes(scopes)
        client_id, secret = f"lt-{secrets.token_hex(8)}", new_secret()
        key, raw = self._new_key(client_id, 1, ed25519_public)
        hashed = await self._hasher.hash(secret)
        credential = Credential(
            client_id, name or client_id, *checked, (hashed,), (key,), self._clock(), sandbox=sandbox
        )
        if await self._credentials.save(credential, None) is not CommitOutcome.COMMITTED:
            raise TransientError("client_id_taken")
        return Issued(credential, key.keyid, secret, raw)

    async def rotate(self, client_id: str, *, ed25519_public: bytes | None = None) -> Issued:
        """Add a second secret and signing key.

        Raises PermanentError(credential_unknown | credential_revoked | rotation_unfinished).
        """
        secret = new_secret()
        hashed = await self._hasher.hash(secret)
        made: list[tuple[SigningKey, bytes | None]] = []

        def rotate(credential: Credential) -> Credential:
            made.append(self._new_key(client_id, credential.issued + 1, ed25519_public))
            return credential.rotated(hashed, made[-1][0])

        credential = await self._change(client_id, rotate)
        key, raw = made[-1]
        return Issued(credential, key.keyid, secret, raw)

    async def drop_old(self, client_id: str) -> Credential:
        """Keep the newest secret and key alone. Raises PermanentError(credential_unknown | credential_revoked)."""
        return await self._change(client_id, Credential.without_old)

    async def revoke(self, client_id: str) -> Credential:
        """Raises PermanentError(credential_unknown)."""
        now = self._clock()
        return await self._change(client_id, lambda credential: credential.revoked(now))

    async def list_all(self) -> list[Credential]:
        return await self._credentials.list_all()

    def _new_key(self, client_id: str, number: int, ed25519_public: bytes | None) -> tuple[SigningKey, bytes | None]:
        keyid = f"{client_id}:k{number}"
        if ed25519_public is not None:
            return SigningKey(keyid, "ed25519", public_material(ed25519_public)), None
        if self._cipher is None:
            raise PermanentError("credential_keys_missing", remedy="set LIENTHONG_CREDENTIAL_KEYS")
        raw = os.urandom(_SIGNING_BYTES)
        return SigningKey(keyid, "hmac-sha256", seal_material(self._cipher, client_id, keyid, raw)), raw

    async def _change(self, client_id: str, change: Callable[[Credential], Credential]) -> Credential:
        for _ in range(_ATTEMPTS):
            kept = await self._credentials.load(client_id)
            changed = self._changed(kept, change)
            if kept is None or changed is kept.credential:
                return changed
            if await self._credentials.save(changed, kept) is CommitOutcome.COMMITTED:
                return changed
        raise TransientError("credential_contended", client_id=client_id)

    def _changed(self, kept: KeptCredential | None, change: Callable[[Credential], Credential]) -> Credential:
        if kept is None:
            raise PermanentError("credential_unknown")
        with as_permanent():
            return change(kept.credential)


def _agencies(texts: Sequence[str]) -> tuple[AgencyCode, ...]:
    if not texts:
        raise PermanentError("agency_required", remedy="name at least one agency")
    with as_permanent():
        return tuple(sorted({parse_agency_code(text) for text in texts}))


def _scopes(names: Sequence[str]) -> tuple[str, ...]:
    known = ", ".join(sorted(SCOPES))
    if not names:
        raise PermanentError("scope_required", remedy=f"name at least one of {known}")
    if unknown := sorted(set(names) - SCOPES):
        raise PermanentError("scope_unknown", scopes=unknown, remedy=f"use {known}")
    return tuple(sorted(set(names)))
