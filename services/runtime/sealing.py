"""Encryption of personal data: sealed to another service (JWE), at rest (AES-GCM), and hashed for look-up (HMAC).

Failures are permanent: a text that cannot be opened with the right key will not open later. Messages and fields name
key ids only, never a key, a plaintext or a ciphertext.
"""

import hashlib
import hmac
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from services.runtime.common_jwe import ALGORITHM, CURVE, ENCRYPTION, Sealer, open_common
from services.runtime.failures import PermanentError

_HEADER: Final = {"alg": ALGORITHM, "enc": ENCRYPTION}
_ALGORITHMS: Final = (ALGORITHM, ENCRYPTION)
_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_DATA_KEY: Final = "d"
"""How a text tells that it is under a key of its own record; no ring may have a key of that id."""


def encode_bytes(raw: bytes) -> str:
    """Return base64url without padding: safe in environment files, URLs and JSON."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode_bytes(text: str) -> bytes:
    """Read base64url with or without padding; raises ValueError for anything else."""
    try:
        return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (Base64Error, UnicodeEncodeError) as error:
        raise ValueError("not base64url") from error


@dataclass(frozen=True, slots=True)
class KeyRing:
    """AES-256 keys by id; `current` encrypts, all decrypt, so that keys can be rotated without a rewrite."""

    keys: Mapping[str, bytes] = field(repr=False)
    current: str

    @classmethod
    def parse(cls, text: object) -> "KeyRing":
        """Read `id:base64url,id:base64url`, the current key first; raises ValueError without quoting the text."""
        if isinstance(text, KeyRing):
            return text
        pairs = [entry.strip().partition(":") for entry in str(text).split(",")]
        keys = {kid: decode_bytes(material) for kid, _, material in pairs}
        usable = all(kid.isalnum() and kid != _DATA_KEY and len(key) == _KEY_BYTES for kid, key in keys.items())
        if len(keys) != len(pairs) or not usable:
            raise ValueError("must be id:key pairs with distinct alphanumeric ids and 32-byte base64url keys")
        return cls(keys, pairs[0][0])


def new_key_ring(kid: str) -> str:
    """Return the text of a ring with one new random key."""
    return f"{kid}:{encode_bytes(os.urandom(_KEY_BYTES))}"


class FieldCipher:
    """AES-256-GCM for one field at a time: `kid.base64url(nonce + ciphertext)`.

    The additional data `aad` (for example the document's id and the field's name) binds a text to its place: moved to
    another document it does not open.
    """

    def __init__(self, ring: KeyRing) -> None:
        self._ciphers = {kid: AESGCM(key) for kid, key in ring.keys.items()}
        self._current = ring.current

    @property
    def current(self) -> str:
        """The id of the key that encrypts."""
        return self._current

    def is_current(self, text: str) -> bool:
        return key_id_of(text) == self._current

    def is_of_ring(self, text: str) -> bool:
        """Whether a text is, by what it says, under a key of a ring, known here or not."""
        return key_id_of(text) != _DATA_KEY

    def encrypt(self, plaintext: bytes, aad: bytes) -> str:
        """Return the text to store; each call draws a new 96-bit nonce."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._ciphers[self._current].encrypt(nonce, plaintext, aad)
        return f"{self._current}.{encode_bytes(nonce + sealed)}"

    def decrypt(self, text: str, aad: bytes) -> bytes:
        """Open a text; raises PermanentError(field_key_unknown | field_unreadable)."""
        kid, _, body = text.partition(".")
        cipher = self._ciphers.get(kid)
        if cipher is None:
            raise PermanentError("field_key_unknown", kid=kid[:32])
        try:
            raw = decode_bytes(body)
            return cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], aad)
        except (InvalidTag, ValueError) as error:
            raise PermanentError("field_unreadable", kid=kid) from error


def key_id_of(text: str) -> str:
    """Return the id of the key that a stored text is under."""
    return text.partition(".")[0]


class DataKeys:
    """A new AES-256 key for each record, wrapped by the ring: once the wrapped key is gone, nothing under it opens."""

    def __init__(self, ring: FieldCipher) -> None:
        self._ring = ring

    def new(self, aad: bytes) -> tuple[str, FieldCipher]:
        """Return a new key as it is stored, bound to its place by `aad`, and the cipher under it."""
        key = os.urandom(_KEY_BYTES)
        return self._ring.encrypt(key, aad), self._cipher(key)

    def opened(self, wrapped: str, aad: bytes) -> FieldCipher:
        """Return the cipher under a stored key; raises PermanentError(field_key_unknown | field_unreadable)."""
        return self._cipher(self._ring.decrypt(wrapped, aad))

    def _cipher(self, key: bytes) -> FieldCipher:
        return FieldCipher(KeyRing({_DATA_KEY: key}, _DATA_KEY))


def keyed_hash(key: bytes, text: str) -> str:
    """Return HMAC-SHA256 in hex: finds equal phones or identity numbers without storing them."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def new_key_pair(kid: str) -> tuple[str, str]:
    """Return (private, public): JWK JSON in base64url, so that no environment file needs quotes."""
    key = ECKey.generate_key(CURVE, {"kid": kid, "use": "enc"})
    return _jwk_text(key.as_dict(private=True)), _jwk_text(key.as_dict(private=False))


def read_jwk(value: object) -> ECKey:
    """Read a P-256 JWK (mapping, JSON text, or that in base64url); raises ValueError without quoting it."""
    if isinstance(value, ECKey):
        return value
    try:
        fields = dict(value) if isinstance(value, Mapping) else _jwk_fields(str(value))
        key = ECKey.import_key(fields)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise ValueError("must be an elliptic curve JWK") from error
    if key.curve_name != CURVE:
        raise ValueError("must be a P-256 JWK")
    return key


def read_private_jwk(value: object) -> ECKey:
    """Read a JWK that can unseal; raises ValueError for a public one."""
    key = read_jwk(value)
    if not key.is_private:
        raise ValueError("must be the private JWK")
    return key


def seal(public_jwk: ECKey, plaintext: bytes) -> str:
    """Seal to the owner of `public_jwk`: a compact JWE (ECDH-ES+A256KW, A256GCM)."""
    header = _HEADER | ({"kid": public_jwk.kid} if public_jwk.kid else {})
    return jwe.encrypt_compact(header, plaintext, public_jwk, algorithms=_ALGORITHMS)


def sealer_for(public_jwk: ECKey) -> Sealer:
    """Return what seals many texts to the owner of `public_jwk`, far cheaper than `seal` one by one."""
    return Sealer(public_jwk.public_key, public_jwk.kid)


def unseal(private_jwk: ECKey, text: str) -> bytes:
    """Open a JWE sealed to us; raises PermanentError(jwe_unreadable)."""
    try:
        opened = _opened(private_jwk, text)
    # joserfc lets struct, key and unwrap errors of a hostile text through besides its own
    except (JoseError, ValueError, TypeError, KeyError, RecursionError, InvalidTag, InvalidUnwrap) as error:
        raise PermanentError("jwe_unreadable") from error
    if opened is None:
        raise PermanentError("jwe_unreadable")
    return opened


def _opened(private_jwk: ECKey, text: str) -> bytes | None:
    """What is not of the common form is for the library to judge."""
    private = private_jwk.private_key
    opened = open_common(private, text) if private else None
    return jwe.decrypt_compact(text, private_jwk, algorithms=_ALGORITHMS).plaintext if opened is None else opened


def _jwk_fields(text: str) -> dict[str, Any]:
    raw = text.encode() if text.lstrip().startswith("{") else decode_bytes(text)
    fields: dict[str, Any] = json.loads(raw)
    return fields


def _jwk_text(fields: Mapping[str, Any]) -> str:
    return encode_bytes(json.dumps(dict(fields), sort_keys=True).encode())
