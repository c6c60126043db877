"""The credential of an agency's software: whom it acts for, what it may do, its secrets and signing keys."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.intake.domain.errors import RuleError
from services.kernel.agency_code import AgencyCode

__all__ = ["MOST_ACTIVE", "SCOPES", "Credential", "SigningKey"]

SCOPES = frozenset(
    {
        "dossiers:write",
        "dossiers:read",
        "applicants:read",
        "events:write",
        "feed:read",
        "codes:reserve",
        "delegations:write",
        "delegations:read",
        "desk:write",
        "desk:read",
        "routes:read",
        "routes:write",
        "slips:read",
        "roster:write",
        "statistics:read",
        "statistics:close",
        "statistics:write",
        "backfill",
    }
)
MOST_ACTIVE = 2
"""Secrets and signing keys that are valid side by side while one is being rotated."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """`material` is an Ed25519 public key, or an HMAC secret sealed under the platform's credential key."""

    keyid: str
    algorithm: str
    material: str


@dataclass(frozen=True, slots=True)
class Credential:
    """Secrets are kept as hashes, newest last, as are the keys. `issued` counts keys ever made: no id comes twice.

    What a `sandbox` credential files is never counted, told or numbered among the real dossiers.
    """

    client_id: str
    name: str
    agencies: tuple[AgencyCode, ...]
    scopes: tuple[str, ...]
    secret_hashes: tuple[str, ...]
    keys: tuple[SigningKey, ...]
    created_at: datetime
    issued: int = 1
    sandbox: bool = False
    revoked_at: datetime | None = None

    def rotated(self, secret_hash: str, key: SigningKey) -> "Credential":
        """Add a second secret and key. Raises RuleError(credential_revoked | rotation_unfinished)."""
        self._check_active()
        if len(self.secret_hashes) >= MOST_ACTIVE:
            raise RuleError("rotation_unfinished", client_id=self.client_id)
        hashes, keys = (*self.secret_hashes, secret_hash), (*self.keys, key)
        return replace(self, secret_hashes=hashes, keys=keys, issued=self.issued + 1)

    def without_old(self) -> "Credential":
        """Keep the newest secret and key alone. Raises RuleError(credential_revoked)."""
        self._check_active()
        return replace(self, secret_hashes=self.secret_hashes[-1:], keys=self.keys[-1:])

    def revoked(self, at: datetime) -> "Credential":
        """End it for good: nothing that could be used is kept. Revoking twice changes nothing."""
        if self.revoked_at is not None:
            return self
        return replace(self, secret_hashes=(), keys=(), revoked_at=at)

    def _check_active(self) -> None:
        if self.revoked_at is not None:
            raise RuleError("credential_revoked", client_id=self.client_id)
