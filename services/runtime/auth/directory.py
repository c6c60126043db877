"""The keys of agencies, as the credential topic tells them; every consumer verifies signatures with its own copy.

HMAC secrets travel sealed under the platform's credential key, bound to client and key id; Ed25519 public keys in the
clear.
"""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from datetime import datetime, timedelta
from typing import Final

from services.contracts.events.credential import CredentialChanged, VerificationKey
from services.runtime.auth.signatures import ReportKey
from services.runtime.failures import PermanentError, TransientError
from services.runtime.metrics import METRICS
from services.runtime.sealing import FieldCipher

# How much later than a report its key may become known to us: the outbox sweep of the credential's event (5 s) and a
# broker fail-over in between; longer would let anybody stall a partition with invented key ids.
PATIENCE: Final = timedelta(seconds=30)


def seal_material(cipher: FieldCipher, client_id: str, keyid: str, secret: bytes) -> str:
    """Return an HMAC secret in the form that CredentialChanged carries."""
    return cipher.encrypt(secret, _place(client_id, keyid))


def public_material(public_key: bytes) -> str:
    """Return a raw Ed25519 public key (32 bytes) in the form that CredentialChanged carries."""
    return b64encode(public_key).decode()


class KeyDirectory:
    """Keys by key id; `apply` and `remove` are idempotent, the last state of a client wins."""

    def __init__(self, cipher: FieldCipher, patience: timedelta = PATIENCE) -> None:
        self._cipher = cipher
        self._patience = patience
        self._keys: dict[str, ReportKey] = {}
        self._by_client: dict[str, tuple[str, ...]] = {}
        self._current_at: datetime | None = None

    def apply(self, credential: CredentialChanged) -> None:
        """Replace the keys of a client, or change nothing and raise PermanentError.

        Reasons: credential_unreadable, keyid_taken, and those of FieldCipher.decrypt.
        """
        keys = {key.keyid: self._open(credential, key) for key in credential.keys}
        for keyid in keys:
            owner = self._keys.get(keyid)
            if owner is not None and owner.client_id != credential.client_id:
                raise PermanentError("keyid_taken", keyid=keyid, client_id=credential.client_id)
        self.remove(credential.client_id)
        self._keys.update(keys)
        self._by_client[credential.client_id] = tuple(keys)
        METRICS.credentials_known.set(len(self._keys))

    def remove(self, client_id: str) -> None:
        """Forget a client."""
        for keyid in self._by_client.pop(client_id, ()):
            self._keys.pop(keyid, None)
        METRICS.credentials_known.set(len(self._keys))

    def caught_up(self, at: datetime) -> None:
        """Say that everything published before `at` is known here."""
        self._current_at = at

    def find(self, keyid: str) -> ReportKey | None:
        """Return the key, or None when it is not known (now)."""
        return self._keys.get(keyid)

    def public_keys_of(self, agency: str) -> tuple[ReportKey, ...]:
        """Return the Ed25519 keys that may sign for an agency, by key id; none of a sandbox."""
        keys = (self._keys[keyid] for keyid in sorted(self._keys))
        return tuple(key for key in keys if key.algorithm == "ed25519" and agency in key.agencies and not key.sandbox)

    def resolve(self, keyid: str | None, received_at: datetime) -> ReportKey | None:
        """Return the key of a report received at `received_at`, or None when it is certain that there is none.

        Raises TransientError(key_not_known_yet) while the directory has not seen everything published until
        `received_at` plus the patience: a key may be used right after its creation, before its event arrives here.
        """
        key = self._keys.get(keyid) if keyid else None
        if key is None and keyid and (self._current_at is None or self._current_at < received_at + self._patience):
            raise TransientError("key_not_known_yet", keyid=keyid)
        return key

    def _open(self, credential: CredentialChanged, key: VerificationKey) -> ReportKey:
        return ReportKey(
            keyid=key.keyid,
            algorithm=key.algorithm,
            material=self._material(credential.client_id, key),
            client_id=credential.client_id,
            agencies=frozenset(credential.agencies),
            scopes=frozenset(credential.scopes),
            sandbox=credential.sandbox,
        )

    def _material(self, client_id: str, key: VerificationKey) -> bytes:
        if key.algorithm == "hmac-sha256":
            return self._cipher.decrypt(key.material, _place(client_id, key.keyid))
        try:
            return b64decode(key.material, validate=True)
        except (Base64Error, ValueError) as error:
            raise PermanentError("credential_unreadable", keyid=key.keyid) from error


def _place(client_id: str, keyid: str) -> bytes:
    return f"credential/{client_id}/{keyid}".encode()
