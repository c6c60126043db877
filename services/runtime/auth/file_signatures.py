"""Detached signatures of files: Ed25519 over a short text that names the dossier and the file's digest.

The text is `lienthong.file.v1.<dossier code>.<sha256 in hexadecimal>`: a signature for one dossier is worth nothing for
another, and nothing that is signed as a report reads like it.
"""

from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from services.runtime.auth.signatures import ReportKey
from services.runtime.failures import PermanentError
from services.runtime.metrics import METRICS

__all__ = ["file_text", "key_of_file_signature"]

_REASON = "file_signature_bad"


def file_text(code: str, sha256: str) -> bytes:
    """What is signed."""
    return f"lienthong.file.v1.{code}.{sha256}".encode()


def key_of_file_signature(code: str, sha256: str, signature: str, keys: Iterable[ReportKey]) -> ReportKey:
    """The key that a signature (base64) was made with; raises PermanentError(file_signature_bad)."""
    try:
        raw = b64decode(signature.strip(), validate=True)
    except (Base64Error, ValueError):
        raw = b""
    for key in keys:
        if _fits(key, raw, file_text(code, sha256)):
            return key
    METRICS.signatures_refused.labels(_REASON).inc()
    raise PermanentError(_REASON)


def _fits(key: ReportKey, signature: bytes, text: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key.material).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True
