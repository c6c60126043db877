"""Whether free text looks as if it named somebody: a phone number, an identity number, an address of mail.

Names cannot be recognised by their look. In doubt a text is refused: its author can say the same without the number.
"""

import re
from typing import Final

__all__ = ["FEWEST_DIGITS", "looks_personal"]

FEWEST_DIGITS: Final = 9
"""Digits in a row, as mobile numbers without their 0 and the older identity cards have them."""

_DOSSIER_CODE: Final = re.compile(r"(?<![\w.-])[0-9A-Z.]+-(?:\d{8}|\d{6})-\d{4,7}(?![\w-])")
"""In both styles; it names a case, and officers need to point at one."""
_BETWEEN: Final = r"[\s.()\-\u2010-\u2015\u200b-\u200d\u00ad]{0,3}"
"""What people write between the digits of a number, and what hides in a text without being seen."""
_LONG_NUMBER: Final = re.compile(rf"\d(?:{_BETWEEN}\d){{{FEWEST_DIGITS - 1},}}")
_MAIL: Final = re.compile(r"\S@\S+\.\w")


def looks_personal(text: str) -> bool:
    """Digits of any script count: those of a phone number stay one when they are written full width."""
    without_codes = _DOSSIER_CODE.sub(" # ", text)
    return bool(_LONG_NUMBER.search(without_codes) or _MAIL.search(text))
