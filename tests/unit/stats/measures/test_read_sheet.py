"""Sheets are read from roll-ups by agency, and from agencies' own counters by anything else."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.runtime.catalogue import read_catalogue
from services.stats.application.measures.measures_papers import SHEETS, measures_papers, read_table
from services.stats.application.measures.present_measures import read_tables
from services.stats.application.measures.read_sheet import Wanted, read_sheet
from services.stats.domain.activity.desk import desk_cell
from services.stats.domain.activity.turn import leg_cell
from services.stats.domain.entries import Entry
from services.stats.domain.measures.desk_sheets import CALLS, TICKETS
from services.stats.domain.measures.leg_sheets import LEGS
from services.stats.domain.papers.asking import AskedError, read_asked
from services.stats.domain.papers.table import Text
from tests.unit.stats.counted_reader import CountedReader, CountedReports

DAY, OTHER = date(2026, 11, 2), date(2026, 12, 24)
FIRST, LAST = date(2026, 11, 1), date(2026, 12, 31)


def ticket(agency: str, field: str, day: date = DAY) -> Entry:
    return Entry(desk_cell("ticket", agency, "H90", field, "working"), "tickets_issued", day)


READER = CountedReader(
    [
        ticket("H90.20.01", "land"),
        ticket("H90.20.01", "justice", OTHER),
        ticket("H90.20.02", "land", OTHER),
        ticket("H90.21", "land"),
        Entry(desk_cell("call", "H90.20.01", "H90", "land", "1.012753@1"), "calls:answered", DAY),
        Entry(leg_cell("H90.20", "1.012753@1", "appraise"), "dispatched", DAY),
        Entry(leg_cell("H90.20", "1.012753@1", ""), "charged_minutes", DAY, 40),
    ]
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(Path(__file__).parents[4] / "deploy" / "catalogue")


async def issued(**wanted: Any) -> dict[str, int]:
    rows = await read_sheet(READER, TICKETS, Wanted(**{"first": FIRST, "last": LAST} | wanted))
    return {subject: measures["tickets_issued"] for subject, measures in rows.items()}


async def test_rows_are_agencies_of_one_record_type() -> None:
    """Calls of the same desk are no tickets."""
    assert await issued() == {"H90.20.01": 2, "H90.20.02": 1, "H90.21": 1}
    assert set(await read_sheet(READER, CALLS, Wanted(FIRST, LAST))) == {"H90.20.01"}


async def test_an_agency_covers_those_below_it() -> None:
    """By code."""
    assert await issued(agencies=frozenset({"H90.20"})) == {"H90.20.01": 2, "H90.20.02": 1}


async def test_only_the_days_asked_for_count() -> None:
    """Both ends included."""
    assert await issued(first=OTHER, last=OTHER) == {"H90.20.01": 1, "H90.20.02": 1}


async def test_fields_are_told_apart_over_the_agencies_asked_for() -> None:
    """From the agencies' own counters."""
    assert await issued(by="field") == {"land": 3, "justice": 1}
    assert await issued(by="field", agencies=frozenset({"H90.20.01"})) == {"land": 1, "justice": 1}


async def test_what_belongs_to_no_leg_has_a_row_of_its_own(catalogue: Catalogue) -> None:
    """Charged minutes are the route's; by agency they stand beside its legs."""
    table = await read_table(READER, LEGS, Wanted(FIRST, LAST, by="leg"), catalogue)
    assert [row.key for section in table.sections for row in section.rows] == ["-", "appraise", "total"]
    [row] = (await read_table(READER, LEGS, Wanted(FIRST, LAST), catalogue)).sections[0].rows
    assert row.key == "H90.20"


async def test_rows_have_the_names_of_the_catalogue(catalogue: Catalogue) -> None:
    """A code that the catalogue does not know is its own name."""
    table = await read_table(READER, TICKETS, Wanted(FIRST, LAST), catalogue)
    names = {row.key: row.cells[0] for row in table.sections[0].rows}
    known = catalogue.agency(AgencyCode("H90.20.01"))
    assert names["H90.20.01"] == Text(known.name, known.name)


async def test_all_sheets_about_a_desk_are_read(catalogue: Catalogue) -> None:
    """Also those that nothing was counted for."""
    tables = await read_tables(READER, "desk", FIRST, LAST, None, catalogue)
    assert [table.key for table in tables] == [sheet.key for sheet in SHEETS["desk"]]


async def test_every_sheet_is_a_report_that_says_what_it_can_be_told_apart_by(catalogue: Catalogue) -> None:
    """A dimension that the sheet does not have is refused."""
    papers = {paper.key: paper for paper in measures_papers(CountedReports(READER), catalogue)}
    days = [("from", "2026-11-01"), ("to", "2026-12-31")]
    table = await papers["tickets"].answer(read_asked(papers["tickets"].parameters, [*days, ("by", "field")]))
    assert [row.key for row in table.sections[0].rows] == ["justice", "land"]
    with pytest.raises(AskedError, match="by: unknown"):
        read_asked(papers["tickets"].parameters, [*days, ("by", "provider")])
