"""Results on the day of reception, in minutes."""

from datetime import date
from pathlib import Path

from services.runtime.catalogue import read_catalogue
from services.stats.application.lists.immediate_paper import immediate_paper
from services.stats.domain.entries import Entry
from services.stats.domain.papers.asking import read_asked
from services.stats.domain.papers.table import AtMost, Table
from tests.unit.stats.counted_reader import CountedReader, CountedReports, cell

CATALOGUE = read_catalogue(str(Path(__file__).parents[4] / "deploy" / "catalogue"))
DAY = date(2026, 3, 2)
CHAIR, OFFICER = {"signer_role": "ward_chair"}, {"signer_role": "justice_officer"}


async def answered(*entries: Entry) -> Table:
    paper = immediate_paper(CountedReports(CountedReader(entries)), CATALOGUE)
    given = [("from", DAY.isoformat()), ("to", DAY.isoformat()), ("agency", "H90.20")]
    return await paper.answer(read_asked(paper.parameters, given))


async def test_minutes_are_told_by_procedure_and_by_the_role_of_the_signer() -> None:
    """Percentiles are bounds of the ladder; what took longer than its day is in no row."""
    by_chair, by_officer = (cell("H90.20.01", "2.000815@1", facts=facts) for facts in (CHAIR, OFFICER))
    table = await answered(
        Entry(by_chair, "minutes:5", DAY, 8),
        Entry(by_officer, "minutes:3", DAY, 90),
        Entry(by_officer, "minutes:480", DAY, 2),
        Entry(cell("H90.20.01", "1.000001@1"), "resolved:late", DAY, 7),
        Entry(cell("H90.30.01", "2.000815@1"), "minutes:1", DAY, 7),
    )
    rows = {f"{section.key}/{row.key}": row.cells[1:] for section in table.sections for row in section.rows}
    assert rows == {
        "procedures/2.000815@1": (100, AtMost(3), AtMost(3), AtMost(480)),
        "signers/justice_officer": (92, AtMost(3), AtMost(3), AtMost(480)),
        "signers/ward_chair": (8, AtMost(5), AtMost(5), AtMost(5)),
        "total/total": (100, AtMost(3), AtMost(3), AtMost(480)),
    }
