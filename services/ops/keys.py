"""Credentials of agencies' software, managed straight on intake's store; intake need not run."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from services.intake.adapters.agencies.credentials import COLLECTION, StoredCredentials
from services.intake.adapters.dossiers.dossiers import PRODUCER
from services.intake.application.agencies.manage_credentials import Issued, ManageCredentials
from services.kernel.times import utc_now
from services.runtime.aggregates import AggregateStore
from services.runtime.failures import PermanentError
from services.runtime.sealing import FieldCipher, KeyRing
from services.runtime.store import Store

__all__ = ["Place", "create_credential", "opened", "read_public_key"]

_RAW_BYTES = 32


@dataclass(frozen=True, slots=True)
class Place:
    """The installation: its store, its namespace, and the text of LIENTHONG_CREDENTIAL_KEYS (needed for HMAC keys)."""

    store_url: str = field(repr=False)
    namespace: str = ""
    credential_keys: str = field(default="", repr=False)


@asynccontextmanager
async def opened(place: Place) -> AsyncIterator[ManageCredentials]:
    """Raises TransientError when the store cannot be reached, PermanentError(credential_keys_unreadable)."""
    cipher = _cipher(place.credential_keys)
    store = await Store.open(place.store_url, f"{place.namespace}intake")
    try:
        aggregates = AggregateStore(store, COLLECTION, PRODUCER, utc_now)
        yield ManageCredentials(StoredCredentials(aggregates, utc_now), cipher, utc_now)
    finally:
        store.close()


async def create_credential(
    place: Place, agencies: Sequence[str], scopes: Sequence[str], *, name: str = "", sandbox: bool = False
) -> Issued:
    """Create a credential with a shared signing secret, as `lienthong keys create` does."""
    async with opened(place) as keys:
        return await keys.create(agencies, scopes, name=name, sandbox=sandbox)


def read_public_key(path: Path) -> bytes:
    """Return the raw Ed25519 public key in a file, PEM or 32 bytes. Raises PermanentError(public_key_unreadable)."""
    try:
        content = path.read_bytes()
        if len(content) == _RAW_BYTES:
            return content
        key = load_pem_public_key(content)
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise PermanentError("public_key_unreadable", file=str(path), remedy="give the PUBLIC key as PEM") from error
    if not isinstance(key, Ed25519PublicKey):
        raise PermanentError("public_key_unreadable", file=str(path), remedy="make an Ed25519 key")
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def _cipher(text: str) -> FieldCipher | None:
    try:
        return FieldCipher(KeyRing.parse(text)) if text else None
    except ValueError as error:
        remedy = "pass LIENTHONG_CREDENTIAL_KEYS as `lienthong env init` made it"
        raise PermanentError("credential_keys_unreadable", remedy=remedy) from error
