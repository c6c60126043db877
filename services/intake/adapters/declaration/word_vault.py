"""The words of drafts, encrypted; each text is bound to its draft and version."""

from dataclasses import asdict

import orjson

from services.intake.adapters.privacy.look_up_hashes import KeyedHashes
from services.intake.application.declaration.words import Words
from services.intake.application.dossiers.applicant import Applicant
from services.runtime.sealing import FieldCipher

__all__ = ["WordVault"]


class WordVault:
    """Implements the port `WordSealing`."""

    def __init__(self, cipher: FieldCipher, hashes: KeyedHashes) -> None:
        self._cipher = cipher
        self._hashes = hashes

    def seal_words(self, draft: str, version: int, words: Words) -> str:
        return self._cipher.encrypt(orjson.dumps(asdict(words)), _place(draft, version))

    def open_words(self, draft: str, version: int, text: str) -> Words:
        """Raises PermanentError(field_key_unknown | field_unreadable)."""
        values = orjson.loads(self._cipher.decrypt(text, _place(draft, version)))
        return Words(**(values | {"applicant": Applicant(**values["applicant"])}))

    def digest(self, content: bytes) -> str:
        return self._hashes.digests(content)[0]

    def is_digest(self, digest: str, content: bytes) -> bool:
        return digest in self._hashes.digests(content)


def _place(draft: str, version: int) -> bytes:
    return f"draft/{draft}/{version}".encode()
