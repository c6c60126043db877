"""Text as octets of the GSM 7-bit default alphabet, one per septet, and of UCS-2 (3GPP TS 23.038)."""

from typing import Final

from services.notifications.domain.gsm7 import ESCAPE, EXTENSION_CODES, TABLE
from services.notifications.domain.segments import Encoding

__all__ = ["decode", "encode"]

_ESCAPE: Final = TABLE.index(ESCAPE)
_OCTETS: Final = {letter: bytes((code,)) for code, letter in enumerate(TABLE) if letter != ESCAPE} | {
    letter: bytes((_ESCAPE, code)) for letter, code in EXTENSION_CODES.items()
}
_LETTERS: Final = {code: letter for letter, code in EXTENSION_CODES.items()}
_UNKNOWN: Final = "\ufffd"


def encode(text: str, encoding: Encoding) -> bytes:
    """Raises KeyError for a letter that GSM 7-bit does not have: the text was measured before."""
    if encoding is Encoding.UCS2:
        return text.encode("utf-16-be", "surrogatepass")
    return b"".join(_OCTETS[letter] for letter in text)


def decode(octets: bytes, encoding: Encoding) -> str:
    """For what comes in; what is no letter becomes U+FFFD."""
    if encoding is Encoding.UCS2:
        return octets.decode("utf-16-be", "replace")
    letters, rest = list[str](), iter(octets)
    for code in rest:
        if code == _ESCAPE:
            letters.append(_LETTERS.get(next(rest, _ESCAPE), _UNKNOWN))
        else:
            letters.append(TABLE[code] if code < len(TABLE) else _UNKNOWN)
    return "".join(letters)
