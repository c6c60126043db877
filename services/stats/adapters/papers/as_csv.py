"""CSV by RFC 4180 in UTF-8 with a mark at its start, without which spreadsheets garble Vietnamese."""

import csv
import re
from io import StringIO
from typing import Final

from services.stats.adapters.papers.bare import Bare, bare_rows, head_of
from services.stats.domain.papers.asking import Asked
from services.stats.domain.papers.table import Table

__all__ = ["as_csv"]

_SIGNS: Final = "=+@＝＋－＠\\-"
_FORMULA: Final = re.compile(rf"^(?=[{_SIGNS}\t\r\n])|(?<=[;\t\r\n])(?=[{_SIGNS}])")
"""Where one could begin: with a comma for decimals, as in Viet Nam, spreadsheets cut fields at semicolons."""


def as_csv(table: Table, asked: Asked, language: str, following: str | None = None) -> bytes:  # noqa: ARG001 rows and nothing else
    """Return all rows; numbers are plain, days and moments ISO 8601."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_defused(name) for name in head_of(table, language)])
    writer.writerows([_field(value) for value in row] for row in bare_rows(table, language))
    return text.getvalue().encode("utf-8-sig")


def _field(value: Bare) -> str:
    return "" if value is None else _defused(value) if isinstance(value, str) else _plain(value)


def _plain(value: object) -> str:
    return str(value) if not hasattr(value, "isoformat") else value.isoformat()


def _defused(text: str) -> str:
    """An apostrophe keeps a spreadsheet from running a text; numbers, which may begin with a minus, never come here."""
    return _FORMULA.sub("'", text)
