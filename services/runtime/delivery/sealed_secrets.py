"""Secrets that messages are signed with, sealed under the platform's credential key."""

from services.runtime.sealing import FieldCipher

__all__ = ["SealedSecrets"]


class SealedSecrets:
    """Implements `Sealing`; bound to the kind of thing and its id: moved to another one a secret does not open."""

    def __init__(self, cipher: FieldCipher, kind: str) -> None:
        self._cipher = cipher
        self._kind = kind

    def seal(self, id_: str, secret: bytes) -> str:
        return self._cipher.encrypt(secret, self._place(id_))

    def open(self, id_: str, sealed: str) -> bytes:
        """Raises PermanentError(field_key_unknown | field_unreadable)."""
        return self._cipher.decrypt(sealed, self._place(id_))

    def _place(self, id_: str) -> bytes:
        return f"{self._kind}/{id_}/secret".encode()
