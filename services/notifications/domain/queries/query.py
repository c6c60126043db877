"""Reads what a citizen wrote: `HS H90.01-261123-0001`, as people write it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from services.kernel.dossier_code import CodeError, parse_dossier_code
from services.notifications.domain.recipients.limits import DayLimit
from services.notifications.domain.unaccent import unaccent

__all__ = ["QueryRules", "read_query"]

_SEPARATORS = r"[\s:;,+.]*"
_MOST_READ = 100
"""Characters; a code is far shorter."""


@dataclass(frozen=True, slots=True)
class QueryRules:
    """`keywords` in capitals; `limit` is of answers per number."""

    keywords: Sequence[str]
    limit: DayLimit
    answer_within: timedelta


def read_query(text: str, keywords: Sequence[str]) -> str | None:
    """The code that is asked for, None for anything else; accents, small letters and lost spaces are forgiven."""
    written = unaccent(text[:_MOST_READ]).upper()
    either = "|".join(map(re.escape, sorted(keywords, key=len, reverse=True)))
    match = re.fullmatch(rf"{_SEPARATORS}(?:{either}){_SEPARATORS}(.+?){_SEPARATORS}", written, re.DOTALL)
    if match is None:
        return None
    try:
        return str(parse_dossier_code("".join(match[1].split())))
    except CodeError:
        return None
