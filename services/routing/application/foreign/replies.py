"""A foreign system's signed reply, and whether its signature holds."""

import hmac
from base64 import b64decode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from services.routing.domain.foreign.line import Line
from services.runtime.delivery import Message, signature_of
from services.runtime.delivery.message import Sealing
from services.runtime.failures import PermanentError
from services.runtime.metrics import METRICS

__all__ = ["SignedReply", "check_age", "check_signature"]

_MOST_SIGNATURES: Final = 4


@dataclass(frozen=True, slots=True)
class SignedReply:
    """As it came, by HTTP or in a file: Standard Webhooks' id, timestamp (Unix seconds), signatures, and the body."""

    id: str
    timestamp: int
    signature: str
    body: bytes


def check_age(reply: SignedReply, now: datetime, tolerance_seconds: int) -> None:
    """Raises PermanentError(reply_expired). What comes in files may have waited, and is not asked this."""
    if abs(now.timestamp() - reply.timestamp) > tolerance_seconds:
        raise PermanentError("reply_expired", tolerance=tolerance_seconds)


def check_signature(line: Line, reply: SignedReply, sealing: Sealing) -> None:
    """Raises PermanentError(reply_signature_bad)."""
    secret = sealing.open(line.system, line.secret)
    message = Message(reply.id, reply.body)
    wanted = signature_of(secret, message, reply.timestamp)
    for one in reply.signature.split()[:_MOST_SIGNATURES]:
        if hmac.compare_digest(wanted.encode(), one.encode()) or _fits(line.public_key, reply, one):
            return
    METRICS.signatures_refused.labels("reply_signature_bad").inc()
    raise PermanentError("reply_signature_bad", system=line.system)


def _fits(public_key: str | None, reply: SignedReply, text: str) -> bool:
    """`v1a,` and the Ed25519 signature of the same bytes that the shared secret signs."""
    scheme, _, encoded = text.partition(",")
    if public_key is None or scheme != "v1a":
        return False
    signed = f"{reply.id}.{reply.timestamp}.".encode() + reply.body
    try:
        Ed25519PublicKey.from_public_bytes(b64decode(public_key)).verify(b64decode(encoded, validate=True), signed)
    except (InvalidSignature, Base64Error, ValueError):
        return False
    return True
