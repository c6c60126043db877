"""How many SMS a text is: 160 septets or 70 UTF-16 units alone, 153 or 67 in each part of a longer one."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.notifications.domain.gsm7 import EXTENSION, is_gsm7

__all__ = ["Encoding", "Measure", "measure", "split"]

_BEYOND_ONE_UNIT: Final = "\uffff"


class Encoding(StrEnum):
    GSM7 = "gsm7"
    UCS2 = "ucs2"


_ALONE: Final = {Encoding.GSM7: 160, Encoding.UCS2: 70}
_IN_PARTS: Final = {Encoding.GSM7: 153, Encoding.UCS2: 67}


@dataclass(frozen=True, slots=True)
class Measure:
    encoding: Encoding
    segments: int


def measure(text: str) -> Measure:
    """The encoding that `text` needs and its number of segments; an empty text is one segment."""
    normal = unicodedata.normalize("NFC", text)
    encoding = Encoding.GSM7 if is_gsm7(normal) else Encoding.UCS2
    return Measure(encoding, _count(normal, encoding))


def split(text: str) -> tuple[str, ...]:
    """The text of each segment; no escape pair and no surrogate pair is ever torn apart."""
    normal = unicodedata.normalize("NFC", text)
    return tuple(_parts(normal, Encoding.GSM7 if is_gsm7(normal) else Encoding.UCS2))


def _count(text: str, encoding: Encoding) -> int:
    """As many as `_parts` makes; a text without pairs, as most are, needs no look at each character."""
    units = _units(text, encoding)
    if units <= _ALONE[encoding]:
        return 1
    return -(-units // _IN_PARTS[encoding]) if units == len(text) else len(_parts(text, encoding))


def _units(text: str, encoding: Encoding) -> int:
    if encoding is Encoding.UCS2:
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text) if EXTENSION.isdisjoint(text) else sum(_widths(text, encoding))


def _parts(text: str, encoding: Encoding) -> list[str]:
    widths = _widths(text, encoding)
    if sum(widths) <= _ALONE[encoding]:
        return [text]
    limit, cuts, used = _IN_PARTS[encoding], [0], 0
    for place, width in enumerate(widths):
        if used + width > limit:
            cuts.append(place)
            used = 0
        used += width
    return [text[start:end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _widths(text: str, encoding: Encoding) -> list[int]:
    if encoding is Encoding.GSM7:
        return [2 if character in EXTENSION else 1 for character in text]
    return [2 if character > _BEYOND_ONE_UNIT else 1 for character in text]
