"""Text as octets of the GSM 7-bit default alphabet, one per septet, and of UCS-2 (3GPP TS 23.038)."""

from typing import Final

from services.notifications.domain.segments import Encoding

__all__ = ["decode", "encode"]

_TABLE: Final = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_ESCAPE: Final = 0x1B
_EXTENSION: Final = {
    "\f": 0x0A,
    "^": 0x14,
    "{": 0x28,
    "}": 0x29,
    "\\": 0x2F,
    "[": 0x3C,
    "~": 0x3D,
    "]": 0x3E,
    "|": 0x40,
    "€": 0x65,
}
_OCTETS: Final = {letter: bytes((code,)) for code, letter in enumerate(_TABLE) if code != _ESCAPE} | {
    letter: bytes((_ESCAPE, code)) for letter, code in _EXTENSION.items()
}
_LETTERS: Final = {code: letter for letter, code in _EXTENSION.items()}
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
            letters.append(_TABLE[code] if code < len(_TABLE) else _UNKNOWN)
    return "".join(letters)
