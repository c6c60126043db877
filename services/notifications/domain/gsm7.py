"""The GSM 7-bit alphabet (3GPP TS 23.038): the default table, and the extension that costs an escape per letter."""

from typing import Final

__all__ = ["BASIC", "EXTENSION", "is_gsm7"]

BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION: Final = frozenset("\f^{}\\[~]|€")
_ALL: Final = BASIC | EXTENSION


def is_gsm7(text: str) -> bool:
    """Whether every character of `text` (in NFC) is in the alphabet."""
    return _ALL.issuperset(text)
