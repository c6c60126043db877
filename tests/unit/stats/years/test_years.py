"""Several years, cut by year and by the law of their days."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from services.kernel.catalogue import Catalogue
from services.runtime.catalogue import read_catalogue
from services.stats.application.years.years_paper import years_paper
from services.stats.domain.entries import Entry
from services.stats.domain.papers.asking import read_asked
from services.stats.domain.papers.table import Table
from services.stats.domain.years.parts import Part, parts_of
from tests.unit.stats.counted_reader import CountedReader, CountedReports, cell

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@cache
def shipped() -> Catalogue:
    return read_catalogue(Path(__file__).parents[4] / "deploy" / "catalogue")


@settings(deadline=None)
@given(DAYS, st.integers(0, 3000))
def test_parts_meet_and_each_has_one_year_and_one_law(first: date, length: int) -> None:
    """Every day of the period is in exactly one part, under the pack that covers it."""
    last = first + timedelta(days=length)
    parts = parts_of(shipped().packs, first, last)
    assert (parts[0].first, parts[-1].last) == (first, last)
    for part, following in pairwise(parts):
        assert part.last + timedelta(days=1) == following.first
    for part in parts:
        assert part.first.year == part.last.year
        for day in (part.first, part.last):
            covering = [pack.id for pack in shipped().packs if pack.validity.covers(day)]
            assert covering == ([] if part.pack is None else [part.pack])


def test_the_reform_of_2025_cuts_its_year() -> None:
    """The first half is under the decree of 2018, the second under that of 2025."""
    parts = parts_of(shipped().packs, date(2024, 7, 1), date(2025, 12, 31))
    assert parts == [
        Part(date(2024, 7, 1), date(2024, 12, 31), "2018"),
        Part(date(2025, 1, 1), date(2025, 6, 30), "2018"),
        Part(date(2025, 7, 1), date(2025, 12, 31), "2025"),
    ]


def counted() -> list[Entry]:
    dossier = cell("H94.02.01", "1.004873@1", tier="commune")
    elsewhere = cell("H90.01", "1.004873@1")
    return [
        Entry(dossier, "received:on_time", date(2021, 8, 1), 10),
        Entry(dossier, "due", date(2022, 1, 5), 10),
        Entry(dossier, "resolved:on_time", date(2022, 1, 5), 9),
        Entry(dossier, "cleared", date(2022, 1, 5), 9),
        Entry(dossier, "received:late", date(2022, 3, 1), 4),
        Entry(dossier, "resolved:late", date(2023, 2, 1), 4),
        Entry(elsewhere, "received:on_time", date(2022, 3, 1), 100),
    ]


async def report(*given: tuple[str, str]) -> Table:
    paper = years_paper(CountedReports(CountedReader(counted())), shipped().packs, lambda: NOW)
    return await paper.answer(read_asked(paper.parameters, given))


async def test_each_year_stands_as_it_ended() -> None:
    """Carried over from one year to the next: received in 2021, resolved in 2022; late and open at the end."""
    table = await report(("from", "2021-07-01"), ("to", "2023-06-30"), ("agency", "H94"))
    shown = {section.key: section.rows[-1].cells for section in table.sections}
    assert [section.key for section in table.sections] == ["2021", "2022", "2023", "all"]
    assert shown["2021"][3:11] == (10, 0, 0, 0, 0, 0, 10, 0)
    assert shown["2022"][3:11] == (4, 0, 0, 9, 0, 0, 4, 1)
    assert shown["2023"][3:11] == (0, 0, 0, 0, 4, 0, 0, 1)
    assert shown["all"][3:11] == (14, 0, 0, 9, 4, 0, 0, 1)


async def test_years_before_anything_was_counted_are_left_out() -> None:
    """Asking from 2002 on, or far ahead, gives no row a year."""
    early = await report(("from", "2002-01-01"), ("to", "2021-12-31"), ("agency", "H94"))
    assert [section.key for section in early.sections] == ["2021"]
    ahead = await report(("from", "2023-01-01"), ("to", "2042-12-31"), ("agency", "H94"))
    assert [section.key for section in ahead.sections] == ["2023"]
