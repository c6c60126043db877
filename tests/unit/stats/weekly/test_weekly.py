"""The weekly synthesis of a province, with the shipped catalogue."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from services.kernel.catalogue import Catalogue
from services.kernel.iso_week import IsoWeek
from services.runtime.catalogue import read_catalogue
from services.stats.adapters.obstacles.stored_obstacles import COLLECTION, StoredObstacles
from services.stats.application.weekly.read_weekly import ReadWeekly
from services.stats.domain.entries import Entry
from services.stats.domain.obstacles.obstacle import Obstacle, Report
from services.stats.domain.papers.names import Names
from services.stats.domain.weekly.synthesis import Synthesis
from services.stats.domain.weekly.weekly_table import weekly_table
from tests.fakes.store import FakeStore
from tests.unit.stats.counted_reader import CountedReader, CountedReports, cell

WEEK = IsoWeek(2023, 46)
SUNDAY_BEFORE, THURSDAY, MONDAY_AFTER = date(2023, 11, 12), date(2023, 11, 16), date(2023, 11, 20)
BOTH = ("no_appointment", "no_writing")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(Path(__file__).parents[4] / "deploy" / "catalogue")


def entries() -> Iterable[Entry]:
    marital = cell("H90.04.01", "1.004873@1", tags=BOTH, tier="commune", field="civil_status")
    change = cell("H90.02", "2.000720@1", tags=BOTH[:1])
    plain = cell("H90.04.01", "1.004873@1", tier="commune", field="civil_status")
    return [
        Entry(marital, "received:pending", SUNDAY_BEFORE, 1),
        Entry(marital, "received:on_time", THURSDAY, 5),
        Entry(marital, "resolved:on_time", THURSDAY, 5),
        Entry(marital, "received:pending", MONDAY_AFTER, 9),
        Entry(change, "received:late", THURSDAY, 2),
        Entry(change, "resolved:late", THURSDAY, 2),
        Entry(plain, "received:on_time", THURSDAY, 100),
    ]


async def synthesis(catalogue: Catalogue, *agencies: str) -> Synthesis:
    obstacles = StoredObstacles(FakeStore().collection(COLLECTION))
    at = datetime(2023, 11, 17, 3, tzinfo=UTC)
    for number, (agency, week) in enumerate((("H90.03", WEEK), ("H90.02", WEEK), ("H90.02", IsoWeek(2023, 47)))):
        await obstacles.add(Obstacle(str(number), Report(agency, "signer_absent", "land", week, "Chờ ký."), at))
    read = ReadWeekly(CountedReports(CountedReader(entries())), obstacles, catalogue)
    return await read(WEEK, frozenset(agencies) or None)


async def test_each_locality_has_its_week(catalogue: Catalogue) -> None:
    """Monday to Sunday, each dossier once even under two models, none without a model; what is pending stays."""
    shown = {each.agency: each for each in (await synthesis(catalogue, "H90")).localities}
    commune = shown["H90.04.01"].figures
    assert (commune.received, commune.resolved["on_time"], commune.pending) == (5, 5, 1)
    assert (shown["H90.02"].figures.resolved["late"], shown["H90.02"].obstacles) == (2, 1)
    assert (shown["H90.03"].figures.received, shown["H90.03"].obstacles, shown["H90.03"].silent) == (0, 1, False)


async def test_desks_that_had_nothing_are_listed_and_counted(catalogue: Catalogue) -> None:
    """Whoever reported nothing is a row of zeros; a desk of another year is none."""
    found = await synthesis(catalogue, "H90")
    shown = {each.agency: each for each in found.localities}
    assert shown["H90.04.02"].silent
    assert "H90.08" in shown
    assert "H90.08.01" not in shown
    silent = sum(each.silent for each in found.localities)
    assert silent == len(found.localities) - 3
    assert f"{silent} of {len(found.localities)}" in weekly_table(found, Names(catalogue)).notes[1].en


async def test_the_report_shows_results_by_plan_and_obstacles_in_their_words(catalogue: Catalogue) -> None:
    """Four procedures per model with their zero rows, the local addition apart, then the obstacles of the week."""
    table = weekly_table(await synthesis(catalogue, "H90"), Names(catalogue))
    appointment = table.sections[1]
    assert [(row.key, row.cells[2]) for row in appointment.rows] == [
        ("1.001612", 0),
        ("1.004873", 5),
        ("1.011441", 0),
        ("1.011443", 0),
        ("2.000720", 2),
        ("total", 7),
    ]
    obstacles = table.sections[-1]
    assert [(row.key, row.cells[-1]) for row in obstacles.rows] == [("1", "Chờ ký."), ("0", "Chờ ký.")]
    assert table.subtitle is not None
    assert (table.subtitle.vi, table.period.first) == ("Tuần 46/2023", date(2023, 11, 13))


async def test_a_district_sees_itself_alone(catalogue: Catalogue) -> None:
    """Neither its neighbours' figures nor their obstacles."""
    found = await synthesis(catalogue, "H90.02")
    assert [each.agency for each in found.localities] == ["H90.02"]
    assert [each.report.agency for each in found.obstacles] == ["H90.02"]
