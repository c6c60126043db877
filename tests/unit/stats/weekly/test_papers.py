"""The papers of this area in every format, asked as over HTTP."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, cast

import pytest

from services.kernel.catalogue import Catalogue
from services.kernel.times import utc_now
from services.runtime.catalogue import read_catalogue
from services.stats.adapters.obstacles.stored_obstacles import COLLECTION
from services.stats.adapters.papers import PRINTERS
from services.stats.application.papers.formats import Format
from services.stats.application.papers.paper import Paper
from services.stats.application.papers.present_table import present_table
from services.stats.application.papers.steady import steady_document
from services.stats.bootstrap.sources import Sources
from services.stats.bootstrap.weekly import weekly_papers
from services.stats.domain.activity.desk import desk_cell
from services.stats.domain.entries import Entry
from services.stats.domain.papers.asking import read_asked
from services.stats.domain.papers.canonical import canonical
from tests.fakes.store import FakeStore, Table
from tests.unit.stats.counted_reader import CountedReader, CountedReports, cell

ASKED: Final[dict[str, Sequence[tuple[str, str]]]] = {
    "weekly": [("week", "2023-W46"), ("agency", "H90.02")],
    "windows": [("from", "2023-11-01"), ("to", "2023-11-30"), ("agency", "H91")],
    "obstacles": [("from_week", "2023-W46"), ("to_week", "2023-W47")],
    "contacts": [("to", "2023-11-30"), ("agency", "H92")],
    "changes": [("from", "2023-01-01"), ("to", "2023-12-31")],
}
_DAYS: Final = [("from", "2023-11-01"), ("to", "2023-11-30"), ("agency", "H90")]

OBSTACLE: Final[dict[str, Any]] = {
    "_id": "1",
    "agency": "H90.02",
    "category": "software",
    "field": None,
    "week": "2023-W46",
    "text": "Mất mạng cả buổi sáng.",
    "at": datetime(2023, 11, 17, tzinfo=UTC),
}


@cache
def shipped() -> Catalogue:
    return read_catalogue(Path(__file__).parents[4] / "deploy" / "catalogue")


def papers() -> tuple[Paper, ...]:
    counted = cell("H90.02", "1.011441@1", tags=("no_appointment",))
    measures = ("received:on_time", "resolved:on_time", "fee_due", "fee_paid:cash")
    entries = [Entry(counted, measure, date(2023, 11, 16), 3) for measure in measures]
    entries.append(Entry(desk_cell("hours", "H90.02", "H90", "", "morning"), "opened", date(2023, 11, 16), 3))
    reports = CountedReports(CountedReader(entries))
    store = FakeStore()
    store.tables[COLLECTION] = Table({OBSTACLE["_id"]: OBSTACLE})
    given: Any = SimpleNamespace(store=store, catalogue=shipped(), reports=reports, clock=utc_now)
    return weekly_papers(cast(Sources, given))


@pytest.mark.parametrize("paper", papers(), ids=lambda paper: paper.key)
@pytest.mark.parametrize("language", ["vi", "en"])
async def test_each_paper_is_printed_in_every_format(paper: Paper, language: str) -> None:
    """Each has something to show, and asking twice gives the same bytes: a tag of the content can be trusted."""
    asked = read_asked(paper.parameters, ASKED.get(paper.key, _DAYS))
    table = await paper.answer(asked)
    assert table.key == paper.key
    assert table.size > 0
    for format_ in Format:
        body = PRINTERS[format_](table, asked, language, None)
        assert body == PRINTERS[format_](await paper.answer(asked), asked, language, None)


async def test_a_closed_week_keeps_no_words() -> None:
    """Who takes an obstacle back takes it back everywhere; how many there were stays with each locality."""
    paper = next(paper for paper in papers() if paper.key == "weekly")
    asked = read_asked(paper.parameters, [("week", "2023-W46")])
    assert OBSTACLE["text"] in canonical(present_table(await paper.answer(asked), asked))
    document = await steady_document(paper, asked)
    assert OBSTACLE["text"] not in document
    rows = {row["key"]: row["cells"] for section in json.loads(document)["sections"] for row in section["rows"]}
    assert rows[OBSTACLE["agency"]]["obstacles"] == 1
