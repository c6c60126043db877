"""Whether free text looks as if it named somebody: a phone number, an identity number, an address of mail.

Names cannot be recognised by their look. In doubt a text is refused: its author can say the same without the number.
"""

import re
import unicodedata
from typing import Final

from services.kernel.code_error import CodeError
from services.kernel.dossier_code import parse_dossier_code

__all__ = ["FEWEST_DIGITS", "looks_personal"]

FEWEST_DIGITS: Final = 9
"""Digits in a row, as mobile numbers without their 0 and the older identity cards have them."""

_DOSSIER_CODE: Final = re.compile(r"(?<![\w.-])[0-9A-Z.]+-(?:\d{8}|\d{6})-\d{4,7}(?![\w-])")
"""In both styles; it names a case, and officers need to point at one."""
_DAY: Final = re.compile(r"(?<![\d/])(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?:/(?:19|20)\d\d)?(?![\d/])")
_BETWEEN: Final = r"(?:[\s.()\-\u2010-\u2015/_·•|*~+]|,(?=\d)){0,3}"
"""What people write between the digits of a number."""
_LONG_NUMBER: Final = re.compile(rf"\d(?:{_BETWEEN}\d){{{FEWEST_DIGITS - 1},}}")
_WORD: Final = r"(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín)"
_SPELLED_OUT: Final = re.compile(rf"(?<!\w){_WORD}(?:[\s.,\-]+{_WORD}){{{FEWEST_DIGITS - 1},}}(?!\w)", re.IGNORECASE)
_MAIL: Final = re.compile(r"\S@\S+\.\w|\w\s?[(\[]\s?(?:at|a còng)\s?[)\]]\s?\w", re.IGNORECASE)
_UNSEEN: Final = frozenset({"Cf", "Me", "Mn"})
"""Categories of what stands in a text without being seen, or over a digit."""


def looks_personal(text: str) -> bool:
    """Digits of any script count, circled and raised ones too; so do numbers that are spelled out digit by digit."""
    plain = _plain(text)
    shortened = _DAY.sub(" # ", _DOSSIER_CODE.sub(_shorten, plain))
    return any(found.search(shortened) for found in (_LONG_NUMBER, _SPELLED_OUT, _MAIL))


def _plain(text: str) -> str:
    """Return the text in one writing of each letter and digit, without what hides between them."""
    told = unicodedata.normalize("NFKC", text)
    return "".join(mark for mark in told if unicodedata.category(mark) not in _UNSEEN)


def _shorten(found: re.Match[str]) -> str:
    """Leave a number that only looks like a code: an identity number has three parts as easily."""
    try:
        parse_dossier_code(found[0])
    except CodeError:
        return found[0]
    return " # "
