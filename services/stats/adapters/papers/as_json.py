"""JSON in canonical form: both languages, keys for everything, rates as objects."""

from services.stats.application.papers.present_table import present_table
from services.stats.domain.papers.asking import Asked
from services.stats.domain.papers.canonical import canonical
from services.stats.domain.papers.table import Table

__all__ = ["as_json"]


def as_json(table: Table, asked: Asked, language: str, following: str | None = None) -> bytes:  # noqa: ARG001 both languages are in it
    """Return the document; `next` is there on a page, null on the last one or where all rows are shown."""
    return canonical(present_table(table, asked) | {"next": following}).encode()
