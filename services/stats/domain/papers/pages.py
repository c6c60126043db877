"""A page of a table's rows, and the place where the next one goes on."""

from dataclasses import dataclass, replace

from services.stats.domain.papers.table import Row, Section, Table

__all__ = ["Page", "Place", "page_of"]


@dataclass(frozen=True, slots=True)
class Place:
    """The last row shown: by its keys, and by its number from 1 in case it is gone by then."""

    section: str
    row: str
    number: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a report; `following` is the place of the last one unless it is the end."""

    table: Table
    following: Place | None


def page_of(table: Table, after: Place | None, limit: int) -> Page:
    """Return up to `limit` rows after a place in their sections, and the place of the last one unless it is the end."""
    rows = [(section, row) for section in table.sections for row in section.rows]
    start = 0 if after is None else _start(rows, after)
    shown = rows[start : start + limit]
    wanted: dict[str, list[Row]] = {}
    for section, row in shown:
        wanted.setdefault(section.key, []).append(row)
    sections = [replace(one, rows=tuple(wanted[one.key])) for one in table.sections if one.key in wanted]
    page = replace(table, sections=tuple(sections), found=len(rows))
    if not shown or start + limit >= len(rows):
        return Page(page, None)
    section, row = shown[-1]
    return Page(page, Place(section.key, row.key, start + len(shown)))


def _start(rows: list[tuple[Section, Row]], after: Place) -> int:
    keys = [(section.key, row.key) for section, row in rows]
    sought = (after.section, after.row)
    # Rows come and go between two pages of a running report: the row's name says better where it was than its number.
    return keys.index(sought) + 1 if sought in keys else min(after.number, len(rows))
