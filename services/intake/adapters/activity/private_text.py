"""Personal data of the desk's records: encrypted in its place, and keyed hashes for what is only compared."""

from services.runtime.sealing import FieldCipher, keyed_hash

__all__ = ["SealedText"]


class SealedText:
    """Implements the port `PrivateText`; a ciphertext moved to another record or field does not open."""

    def __init__(self, cipher: FieldCipher, hash_key: bytes, previous: bytes | None = None) -> None:
        self._cipher = cipher
        self._hash_keys = (hash_key, previous) if previous else (hash_key,)

    def seal(self, record: str, name: str, content: bytes) -> str:
        return self._cipher.encrypt(content, _place(record, name))

    def open(self, record: str, name: str, text: str) -> bytes:
        return self._cipher.decrypt(text, _place(record, name))

    def digests(self, purpose: str, content: str) -> tuple[str, ...]:
        return tuple(keyed_hash(key, f"activity/{purpose}/{content}") for key in self._hash_keys)


def _place(record: str, name: str) -> bytes:
    return f"activity/{record}/{name}".encode()
