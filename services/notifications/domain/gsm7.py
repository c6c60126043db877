"""The GSM 7-bit alphabet (3GPP TS 23.038): the default table, and the extension that costs an escape per letter."""

from typing import Final

__all__ = ["BASIC", "ESCAPE", "EXTENSION", "EXTENSION_CODES", "TABLE", "is_gsm7"]

ESCAPE: Final = "\x1b"
TABLE: Final = (
    f"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ{ESCAPE}ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""In the order of the codes, from 0 to 127."""
BASIC: Final = frozenset(TABLE) - {ESCAPE}
EXTENSION_CODES: Final = {
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
"""What follows the escape."""
EXTENSION: Final = frozenset(EXTENSION_CODES)
_ALL: Final = BASIC | EXTENSION


def is_gsm7(text: str) -> bool:
    """Whether every character of `text` (in NFC) is in the alphabet."""
    return _ALL.issuperset(text)
