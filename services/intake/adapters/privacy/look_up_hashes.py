"""Keyed hashes of phones and identity numbers: equal ones are found again, none can be read back."""

import re
from typing import Final

from services.intake.application.dossiers.applicant import Applicant
from services.kernel.phone import PhoneError, parse_mobile
from services.runtime.sealing import keyed_hash

__all__ = ["KeyedHashes"]

_DIGITS: Final = 32
"""128 bits in hexadecimal: two numbers never meet, and the document stays small."""
_NOT_OF_AN_ID: Final = re.compile(r"[^0-9A-Z]")
_NOT_OF_A_PHONE: Final = re.compile(r"[^0-9]")


class KeyedHashes:
    """Implements the port `LookUpHashes`; the current key writes, the previous one, if any, is still looked for."""

    def __init__(self, current: bytes, previous: bytes | None = None) -> None:
        self._keys = (current, previous) if previous else (current,)

    def of_phone(self, text: str) -> tuple[str, ...]:
        """All spellings of a number have one hash; a landline has one too."""
        return self._hashes("phone", _phone(text))

    def of_id_number(self, text: str) -> tuple[str, ...]:
        return self._hashes("id", _NOT_OF_AN_ID.sub("", text.upper()))

    def beside(self, applicant: Applicant) -> tuple[str, ...]:
        """What is kept beside a dossier: hashes of the current key only."""
        phone = self.of_phone(applicant.phone)[:1] if applicant.phone else ()
        id_number = self.of_id_number(applicant.id_number)[:1] if applicant.id_number else ()
        return (*phone, *id_number)

    def named(self, kind: str, text: str) -> str:
        """A hash for another purpose, by the current key."""
        return self._hashes(kind, text)[0]

    def digests(self, content: bytes) -> tuple[str, ...]:
        """Keyed hashes of a request, full length."""
        return tuple(keyed_hash(key, content.hex()) for key in self._keys)

    def _hashes(self, kind: str, text: str) -> tuple[str, ...]:
        return tuple(keyed_hash(key, f"{kind}/{text}")[:_DIGITS] for key in self._keys)


def _phone(text: str) -> str:
    try:
        return parse_mobile(text)
    except PhoneError:
        digits = _NOT_OF_A_PHONE.sub("", text)
        return "+84" + digits.removeprefix("84").removeprefix("0")
