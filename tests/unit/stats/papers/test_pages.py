"""Pages of rows, whatever happens to the table between two of them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from services.stats.application.papers.cursor import read_cursor, write_cursor
from services.stats.domain.papers.pages import Place, page_of
from services.stats.domain.papers.table import Section, Table
from tests.unit.stats.papers.samples import long_table


def keys(table: Table) -> list[str]:
    return [row.key for section in table.sections for row in section.rows]


@given(st.integers(0, 30), st.integers(1, 12))
def test_pages_show_every_row_once(number: int, limit: int) -> None:
    """Each page is a table of its own with the sections that it shows rows of; the cursor survives being an address."""
    table, seen = long_table(number), []
    after: Place | None = None
    while True:
        part = page_of(table, after, limit)
        page, after = part.table, part.following
        assert page.size <= limit
        assert all(section.rows for section in page.sections)
        seen += keys(page)
        if after is None:
            break
        assert read_cursor("long", write_cursor("long", after)) == after
    assert seen == keys(table)


def test_a_row_that_came_before_the_place_shows_none_twice() -> None:
    """The next page goes on after the row that was last seen, not after its number."""
    table = long_table(10)
    after = page_of(table, None, 3).following
    first, second = table.sections
    grown = replace(table, sections=(Section("zeroth", None, second.rows[:1]), first, second))
    page = page_of(grown, after, 3).table
    assert keys(page) == ["r3", "r4", "r5"]


def test_a_row_that_is_gone_leaves_its_number() -> None:
    """The place where it stood is the best that is known."""
    table = long_table(10)
    page = page_of(table, Place("first", "gone", 4), 2).table
    assert keys(page) == ["r4", "r5"]
    assert page_of(table, Place("first", "gone", 99), 2).table.size == 0
