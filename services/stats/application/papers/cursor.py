"""Places in a paper as opaque texts for addresses."""

import json
from base64 import b64decode, urlsafe_b64encode
from typing import Final

from services.stats.domain.papers.pages import Place

__all__ = ["read_cursor", "write_cursor"]

_LONGEST: Final = 2_000


def write_cursor(report: str, place: Place) -> str:
    text = json.dumps([report, place.section, place.row, place.number], separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode()


def read_cursor(report: str, text: str) -> Place:
    """Raises ValueError for a text that is none of ours, or a place in another report."""
    if len(text) > _LONGEST:  # lest nested brackets exhaust the parser's stack
        raise ValueError("cursor")
    match json.loads(b64decode(text, altchars=b"-_", validate=True)):
        case [str(of), str(section), str(row), int(number)] if of == report and number >= 0:
            return Place(section, row, number)
    raise ValueError("cursor")
