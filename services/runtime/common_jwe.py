"""Seals and opens JWEs of the common form in the few steps of RFC 7518; the library, with every option, costs more.

ECDH-ES+A256KW over P-256 (section 4.6) and A256GCM (5.3), with nothing in the header that would change how it opens.
"""

import hashlib
import json
import os
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap

ALGORITHM: Final = "ECDH-ES+A256KW"
ENCRYPTION: Final = "A256GCM"
CURVE: Final = "P-256"
_HARMLESS: Final = frozenset({"alg", "enc", "epk", "kid", "typ", "cty"})
_PARTS: Final = 5
_COORDINATE_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
_KEY_BITS: Final = 256
_ROUND: Final = (1).to_bytes(4)
_SENDER_SECONDS: Final = 60.0
_AGREEMENTS: Final = 256
_CONTEXT: Final = len(ALGORITHM).to_bytes(4) + ALGORITHM.encode() + bytes(4) + bytes(4) + _KEY_BITS.to_bytes(4)
"""Of the concatenation KDF (NIST SP 800-56A, 5.8.1): the algorithm, two absent parties, the bits wanted."""


@dataclass(frozen=True, slots=True)
class _Sender:
    """An ephemeral key of ours, what it agreed on with the recipient, and until when it is used."""

    header: str
    wrapping_key: bytes
    until: float


class Sealer:
    """Seals many texts to one recipient; the elliptic curve work is done once a minute instead of once a text.

    Every text has a content key and a nonce of its own; only the key that wraps the content keys is shared by the texts
    of one ephemeral key (section 4.6.2: the sender may reuse it), and it is never stored.
    """

    def __init__(
        self, recipient: EllipticCurvePublicKey, kid: str | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._recipient = recipient
        self._kid = kid
        self._clock = clock
        self._sender = self._new_sender()

    def seal(self, plaintext: bytes) -> str:
        """Return a compact JWE."""
        if self._clock() >= self._sender.until:
            self._sender = self._new_sender()
        sender = self._sender
        key, nonce = os.urandom(_KEY_BITS // 8), os.urandom(_NONCE_BYTES)
        sealed = AESGCM(key).encrypt(nonce, plaintext, sender.header.encode())
        wrapped = aes_key_wrap(sender.wrapping_key, key)
        parts = (wrapped, nonce, sealed[:-_TAG_BYTES], sealed[-_TAG_BYTES:])
        return ".".join((sender.header, *(_encoded(part) for part in parts)))

    def _new_sender(self) -> _Sender:
        private = generate_private_key(SECP256R1())
        point = private.public_key().public_numbers()
        x, y = (number.to_bytes(_COORDINATE_BYTES) for number in (point.x, point.y))
        epk = {"kty": "EC", "crv": CURVE, "x": _encoded(x), "y": _encoded(y)}
        header = {"alg": ALGORITHM, "enc": ENCRYPTION, "epk": epk} | ({"kid": self._kid} if self._kid else {})
        wrapping_key = _derived(private.exchange(ECDH(), self._recipient))
        return _Sender(_encoded(json.dumps(header).encode()), wrapping_key, self._clock() + _SENDER_SECONDS)


def open_common(private_key: EllipticCurvePrivateKey, text: str) -> bytes | None:
    """Return the plaintext, or None for a form that is not the common one.

    Raises ValueError, InvalidUnwrap or InvalidTag when it is damaged or for another key.
    """
    parts = text.split(".")
    header = _header(parts)
    if header is None:
        return None
    wrapped, nonce, sealed, tag = (_decoded(part) for part in parts[1:])
    if len(nonce) != _NONCE_BYTES or len(tag) != _TAG_BYTES:
        return None
    epk = header["epk"]
    key = aes_key_unwrap(_agreed(private_key, _decoded(str(epk.get("x"))), _decoded(str(epk.get("y")))), wrapped)
    if len(key) * 8 != _KEY_BITS:
        raise ValueError("no key of A256GCM")
    return AESGCM(key).decrypt(nonce, sealed + tag, parts[0].encode())


def _header(parts: list[str]) -> dict[str, Any] | None:
    header = json.loads(_decoded(parts[0])) if len(parts) == _PARTS else None
    if not isinstance(header, dict) or not _HARMLESS.issuperset(header):
        return None
    common = header.get("alg") == ALGORITHM and header.get("enc") == ENCRYPTION
    key = header.get("epk")
    return header if common and isinstance(key, dict) and (key.get("kty"), key.get("crv")) == ("EC", CURVE) else None


@lru_cache(maxsize=_AGREEMENTS)
def _agreed(private_key: EllipticCurvePrivateKey, x: bytes, y: bytes) -> bytes:
    """The key that wraps the content's key; a point that is not on the curve is a ValueError.

    Kept, because a sender seals many texts under one ephemeral key.
    """
    if len(x) != _COORDINATE_BYTES or len(y) != _COORDINATE_BYTES:
        raise ValueError("no coordinates of P-256")
    theirs = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), b"\x04" + x + y)
    return _derived(private_key.exchange(ECDH(), theirs))


def _derived(shared: bytes) -> bytes:
    return hashlib.sha256(_ROUND + shared + _CONTEXT).digest()


def _decoded(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
