"""The formats that every paper comes in, and which of them a request means."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, Protocol

from services.stats.domain.papers.asking import Asked
from services.stats.domain.papers.table import Table

__all__ = ["Format", "Printer", "file_name", "format_of"]


_PLACES: Final = ("agency", "province", "place")
_CODE: Final = re.compile(r"[A-Z][0-9.]{1,30}")
_MOST_CODES: Final = 3


class Format(StrEnum):
    """As in `?format=`; also the ending of a file."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"

    @property
    def media_type(self) -> str:
        return _MEDIA[self]


_MEDIA: Final[Mapping[Format, str]] = {
    Format.JSON: "application/json",
    Format.CSV: "text/csv",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.HTML: "text/html",
}


class Printer(Protocol):
    """Makes one format of a table; the same table gives the same bytes. `following` goes on with the next rows."""

    def __call__(self, table: Table, asked: Asked, language: str, following: str | None = None) -> bytes: ...


def file_name(table: Table, asked: Asked, edition: Format) -> str:
    """Return a name of keys, agencies' codes and days only: form06-H90.20-2026-01-01-2026-03-31.xlsx."""
    first = "" if table.period.first is None else f"-{table.period.first}"
    return f"{table.key}{_places(asked)}{first}-{table.period.last}.{edition}"


def _places(asked: Asked) -> str:
    """Agencies that it was asked for; of many their number, since a name has only so much room."""
    codes = sorted(code for name in _PLACES for code in asked.words(name) or () if _CODE.fullmatch(code))
    if len(codes) > _MOST_CODES:
        return f"-{len(codes)}"
    return "".join(f"-{code}" for code in codes)


def format_of(accept: str) -> Format | None:
    """Return the format that an Accept header wants most, JSON when it takes any; None when it takes none of ours."""
    best: tuple[float, Format] | None = None
    for offered in Format:
        quality = _quality(accept or "*/*", offered.media_type)
        if quality > 0 and (best is None or quality > best[0]):
            best = (quality, offered)
    return None if best is None else best[1]


def _quality(accept: str, media_type: str) -> float:
    """Return how much it is wanted, by the most exact of the ranges that it falls under (RFC 9110 §12.5.1)."""
    kind = media_type.partition("/")[0]
    exactness = {media_type: 3, f"{kind}/*": 2, "*/*": 1}
    found = (0, 0.0)
    for media_range, quality in _ranges(accept):
        found = max(found, (exactness.get(media_range, 0), quality)) if media_range in exactness else found
    return found[1]


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for entry in accept.split(","):
        media_range, *parameters = (part.strip().lower() for part in entry.split(";"))
        quality = next((text.removeprefix("q=") for text in parameters if text.startswith("q=")), "1")
        try:
            yield media_range, float(quality)
        except ValueError:
            yield media_range, 0.0
