"""Signatures of reports: what is signed, how, and every way in which one can be refused.

Standard Webhooks' scheme extended by what CloudEvents carries outside of the body: the signed bytes are
`id.sigtime.type.source.subject.` followed by the record's value as it is on the wire. `v1,<base64>` is HMAC-SHA256,
`v1a,<base64>` Ed25519; several signatures may stand side by side, separated by spaces, while a key is rotated.
"""

import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from services.contracts.envelope import Envelope
from services.runtime.failures import PermanentError
from services.runtime.metrics import METRICS

AGENCY_SOURCE: Final = "urn:lienthong:agency:"
Algorithm = Literal["ed25519", "hmac-sha256"]
_SCHEMES: Final[dict[Algorithm, str]] = {"hmac-sha256": "v1", "ed25519": "v1a"}
_MOST_SIGNATURES: Final = 4


@dataclass(frozen=True, slots=True)
class ReportKey:
    """A key that reports may be signed with, and what its credential may do; `material` is the secret or public key."""

    keyid: str
    algorithm: Algorithm
    material: bytes = field(repr=False)
    client_id: str
    agencies: frozenset[str]
    scopes: frozenset[str] = frozenset()
    sandbox: bool = False


def agency_source(agency: str) -> str:
    """Return the `ce_source` of a report by `agency`."""
    return AGENCY_SOURCE + agency


def agency_of(source: str) -> str:
    """Return the agency that `ce_source` names; raises PermanentError(agency_not_allowed) for other forms."""
    if not source.startswith(AGENCY_SOURCE):
        raise PermanentError("agency_not_allowed")
    return source.removeprefix(AGENCY_SOURCE)


def canonical_json(data: Any) -> bytes:
    """Return the one JSON text of `data`: sorted keys, no white space, UTF-8; raises ValueError for a float or NaN.

    Floats are refused because languages print them differently.
    """
    _refuse_floats(data)
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def signed_bytes(envelope: Envelope, value: bytes) -> bytes:
    """Return what is signed: attributes and the value's exact bytes."""
    parts = (envelope.id, str(envelope.sigtime), envelope.type, envelope.source, envelope.subject)
    return ".".join(parts).encode() + b"." + value


def sign_hmac(envelope: Envelope, value: bytes, secret: bytes) -> str:
    """Return the signature by a shared secret; `envelope.sigtime` (Unix seconds) must be set."""
    digest = hmac.new(secret, signed_bytes(envelope, value), hashlib.sha256).digest()
    return f"v1,{b64encode(digest).decode()}"


def sign_ed25519(envelope: Envelope, value: bytes, private_key: Ed25519PrivateKey) -> str:
    """Return the signature by a private key; `envelope.sigtime` (Unix seconds) must be set."""
    return f"v1a,{b64encode(private_key.sign(signed_bytes(envelope, value))).decode()}"


def verify(envelope: Envelope, value: bytes, key: ReportKey | None, received_at: datetime, tolerance: int) -> None:
    """Check the signature of a report received at `received_at` (the broker's time), `tolerance` in seconds.

    Raises PermanentError(signature_missing | key_unknown | agency_not_allowed | signature_expired | signature_bad).
    """
    try:
        _verify(envelope, value, key, received_at, tolerance)
    except PermanentError as error:
        METRICS.signatures_refused.labels(error.reason).inc()
        raise


def _verify(envelope: Envelope, value: bytes, key: ReportKey | None, received_at: datetime, tolerance: int) -> None:
    if envelope.signature is None or envelope.sigtime is None or envelope.keyid is None:
        raise PermanentError("signature_missing")
    if key is None or key.keyid != envelope.keyid:
        raise PermanentError("key_unknown", keyid=envelope.keyid)
    agency = agency_of(envelope.source)
    if agency not in key.agencies:
        raise PermanentError("agency_not_allowed", agency=agency, client_id=key.client_id)
    # A dead letter that an operator replays was signed long ago; deduplication by id keeps it from working twice.
    if envelope.replayfor is None and abs(received_at.timestamp() - envelope.sigtime) > tolerance:
        raise PermanentError("signature_expired", tolerance=tolerance)
    if not any(_fits(envelope, value, key, one) for one in envelope.signature.split()[:_MOST_SIGNATURES]):
        raise PermanentError("signature_bad", keyid=key.keyid)


def _fits(envelope: Envelope, value: bytes, key: ReportKey, text: str) -> bool:
    scheme, _, encoded = text.partition(",")
    if scheme != _SCHEMES[key.algorithm]:
        return False
    try:
        signature = b64decode(encoded, validate=True)
    except (Base64Error, ValueError):
        return False
    message = signed_bytes(envelope, value)
    if key.algorithm == "hmac-sha256":
        return hmac.compare_digest(hmac.new(key.material, message, hashlib.sha256).digest(), signature)
    try:
        Ed25519PublicKey.from_public_bytes(key.material).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _refuse_floats(data: Any) -> None:
    match data:
        case float():
            raise ValueError("floats have no canonical form; use integers or text")
        case dict():
            for entry in data.values():
                _refuse_floats(entry)
        case list() | tuple():
            for entry in data:
                _refuse_floats(entry)
