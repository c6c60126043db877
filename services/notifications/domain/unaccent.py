"""Vietnamese without accents: the same letters, all of them in the GSM 7-bit alphabet."""

import re
import unicodedata
from typing import Final

from services.notifications.domain.gsm7 import is_gsm7

__all__ = ["REPLACEMENT", "unaccent"]

REPLACEMENT: Final = "?"
"""Stands for a character that has no counterpart; templates with one are refused."""

# Unicode does not decompose the barred d, so these need a mapping of their own; the rest is typography.
_MAPPED: Final = str.maketrans({
    "đ": "d", "Đ": "D", "₫": "d", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ",
    "–": "-", "—": "-", "‑": "-", "−": "-", "…": "...", "•": "-", "×": "x",
    "‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"',
})  # fmt: skip
_VIETNAMESE_MARKS: Final = re.compile("[\u0300-\u036f]+")


def unaccent(text: str) -> str:
    """`text` in GSM 7-bit; accents of any language go, đ, Đ and ₫ become d, D and d."""
    bare = _VIETNAMESE_MARKS.sub("", unicodedata.normalize("NFD", text.translate(_MAPPED)))
    if is_gsm7(bare):
        return bare
    return "".join(
        character if is_gsm7(character) else REPLACEMENT for character in bare if not unicodedata.combining(character)
    )
