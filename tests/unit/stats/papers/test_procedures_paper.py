"""The report by procedure and service model, as officers read it."""

from datetime import date
from pathlib import Path

from services.kernel.times import utc_now
from services.runtime.catalogue import read_catalogue
from services.stats.application.papers.procedures_paper import procedures_paper
from services.stats.domain.dossiers import GROUPS, PENDING, RECEIVED
from services.stats.domain.entries import Entry
from services.stats.domain.papers.asking import read_asked
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.print_cell import print_cell
from services.stats.domain.papers.table import Table
from tests.unit.stats.counted_reader import CountedReader, CountedReports, cell

CATALOGUE = read_catalogue(str(Path(__file__).parents[4] / "deploy" / "catalogue"))
DAY = date(2026, 3, 2)
BIRTH, MARRIAGE, TOGETHER = "1.001193@1", "1.000894@1", "2.002621@1"


async def shown(entries: list[Entry]) -> Table:
    paper = procedures_paper(CountedReports(CountedReader(entries)), Names(CATALOGUE), utc_now)
    return await paper.answer(read_asked(paper.parameters, [("from", str(DAY)), ("to", str(DAY))]))


def columns(table: Table, *keys: str) -> dict[str, list[str]]:
    """Return what a page in Vietnamese has in these columns, by row."""
    places = [[column.key for column in table.columns].index(key) for key in keys]
    return {
        row.key: [print_cell(row.cells[place], table.columns[place].kind, "vi") for place in places]
        for section in table.sections
        for row in section.rows
    }


async def test_procedures_and_models_are_called_by_their_names() -> None:
    """The code stands beside the name, which the versions of a procedure share."""
    entries = [
        Entry(cell("H90.01", BIRTH, tags=("no_writing",)), f"{RECEIVED}:{PENDING}", DAY),
        Entry(cell("H90.01", "9.999999@1"), f"{RECEIVED}:{PENDING}", DAY),
    ]
    assert columns(await shown(entries), "code", "subject", "received") == {
        BIRTH: [BIRTH, "Đăng ký khai sinh", "1"],
        "9.999999@1": ["9.999999@1", "9.999999@1", "1"],
        "no_writing": ["no_writing", "Ngày không viết", "1"],
        "total": ["", "Tổng số", "2"],
    }


async def test_parents_of_interlinked_groups_are_told_apart() -> None:
    """The children are received dossiers; their parent is a group, and no dossier."""
    entries = [Entry(cell("H90.01", code), f"{RECEIVED}:{PENDING}", DAY) for code in (BIRTH, MARRIAGE)]
    entries.append(Entry(cell("H90.01", TOGETHER), f"{GROUPS}:{PENDING}", DAY))
    found = columns(await shown(entries), "received", "interlinked_groups")
    assert found == {BIRTH: ["1", "0"], MARRIAGE: ["1", "0"], TOGETHER: ["0", "1"], "total": ["2", "1"]}
