"""Reporting obstacles, listing them, taking one back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.kernel.catalogue import Catalogue
from services.kernel.iso_week import IsoWeek
from services.runtime.catalogue import read_catalogue
from services.runtime.failures import PermanentError
from services.stats.adapters.obstacles.stored_obstacles import COLLECTION, StoredObstacles
from services.stats.application.obstacles.list_obstacles import list_obstacles
from services.stats.application.obstacles.obstacles_paper import obstacles_paper
from services.stats.application.obstacles.report_obstacle import ReportObstacle
from services.stats.domain.obstacles.obstacle import Report
from services.stats.domain.papers.asking import read_asked
from services.stats.domain.papers.names import Names
from tests.fakes.store import FakeStore

NOW = datetime(2026, 11, 25, 3, tzinfo=UTC)
WEEK = IsoWeek(2026, 48)
REPORT = Report("H90.02", "signer_absent", "land", WEEK, "Lãnh đạo dự họp cả ngày.")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return read_catalogue(Path(__file__).parents[4] / "deploy" / "catalogue")


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def obstacles(store: FakeStore) -> StoredObstacles:
    return StoredObstacles(store.collection(COLLECTION))


@pytest.fixture
def report(obstacles: StoredObstacles, catalogue: Catalogue) -> ReportObstacle:
    return ReportObstacle(obstacles, catalogue, lambda: NOW)


async def test_a_request_that_comes_again_makes_no_second_one(
    report: ReportObstacle, obstacles: StoredObstacles
) -> None:
    """The key of one client is the same obstacle, that of another client another one."""
    first = await report(REPORT, "desk-a", "k1")
    again = await report(REPORT, "desk-a", "k1")
    other = await report(REPORT, "desk-b", "k1")
    assert (first.replayed, again.replayed, other.replayed) == (False, True, False)
    assert again.obstacle == first.obstacle
    assert {each.id for each in await obstacles.between(WEEK, WEEK)} == {first.obstacle.id, other.obstacle.id}


async def test_a_key_is_for_one_obstacle_only(report: ReportObstacle) -> None:
    """Another text under the same key is refused, never lost in silence."""
    await report(REPORT, "desk-a", "k1")
    with pytest.raises(PermanentError, match="idempotency_key_reused"):
        await report(Report("H90.02", "signer_absent", "land", WEEK, "Vướng mắc khác."), "desk-a", "k1")


@pytest.mark.parametrize(
    ("refused", "reason"),
    [
        (Report("H99.02", "signer_absent", "land", WEEK, "x"), "agency_unknown"),
        (Report("H90.02", "weather", "land", WEEK, "x"), "obstacle_word_unknown"),
        (Report("H90.02", "signer_absent", "fishing", WEEK, "x"), "obstacle_word_unknown"),
        (Report("H90.02", "signer_absent", None, IsoWeek(2026, 49), "x"), "obstacle_week_ahead"),
        (Report("H90.02", "signer_absent", None, WEEK, "Gọi 0912 345 678"), "obstacle_names_somebody"),
    ],
)
async def test_what_is_refused_is_neither_kept_nor_quoted(
    report: ReportObstacle, obstacles: StoredObstacles, refused: Report, reason: str
) -> None:
    """Words come from the catalogue, weeks have begun, and texts name nobody."""
    with pytest.raises(PermanentError) as caught:
        await report(refused, "desk-a", "k1")
    assert caught.value.reason == reason
    assert "0912" not in f"{caught.value} {caught.value.fields}"
    assert await obstacles.between(IsoWeek(2020, 1), IsoWeek(2030, 1)) == []


async def test_taking_back_erases_the_text_for_good(
    report: ReportObstacle, obstacles: StoredObstacles, store: FakeStore
) -> None:
    """Only its own agency takes it back; nothing of the text stays, and a late retry does not bring it back."""
    made = (await report(REPORT, "desk-a", "k1")).obstacle
    assert not await obstacles.take_back(made.id, {"H90.01"})
    assert await obstacles.take_back(made.id, {"H90.01", "H90.02"})
    assert await obstacles.take_back(made.id, {"H90.02"})
    assert await obstacles.between(WEEK, WEEK) == []
    assert "Lãnh đạo" not in str(store.tables[COLLECTION].rows)
    with pytest.raises(PermanentError, match="obstacle_taken_back"):
        await report(REPORT, "desk-a", "k1")


async def test_listing_covers_what_lies_below_an_agency(report: ReportObstacle, obstacles: StoredObstacles) -> None:
    """By code: a province sees its communes, a district neither its province nor its neighbours; weeks are included."""
    made = [
        ("H90", "few_come", None, IsoWeek(2026, 46)),
        ("H90.03.01", "staff_short", "civil_status", IsoWeek(2026, 47)),
        ("H90.03", "other", "land", WEEK),
        ("H91.20.11", "other", "land", WEEK),
    ]
    for number, (agency, category, field, week) in enumerate(made):
        await report(Report(agency, category, field, week, "x"), "desk-a", str(number))

    async def agencies(first: int, last: int, **wanted: frozenset[str]) -> list[str]:
        found = await list_obstacles(obstacles, IsoWeek(2026, first), IsoWeek(2026, last), **wanted)
        return [each.report.agency for each in found]

    assert await agencies(46, 48) == ["H90", "H90.03.01", "H90.03", "H91.20.11"]
    assert await agencies(47, 48, agencies=frozenset({"H90"})) == ["H90.03.01", "H90.03"]
    assert await agencies(46, 48, agencies=frozenset({"H90.03"}), fields=frozenset({"land"})) == ["H90.03"]
    assert await agencies(46, 48, categories=frozenset({"few_come"})) == ["H90"]


async def test_the_report_groups_them_by_field_and_kind(
    report: ReportObstacle, obstacles: StoredObstacles, catalogue: Catalogue
) -> None:
    """Of each kind how many from how many agencies, then the words; no period of it can be closed and kept."""
    for number, (agency, category) in enumerate(
        (("H90.01", "software"), ("H90.01", "software"), ("H90.02", "other"), ("H91.20.11", "other"))
    ):
        await report(Report(agency, category, "land", WEEK, f"Nội dung {number}"), "desk-a", str(number))
    paper = obstacles_paper(obstacles, Names(catalogue))
    assert not paper.closes
    weeks = [("from_week", "2026-W48"), ("to_week", "2026-W48"), ("agency", "H90")]
    table = await paper.answer(read_asked(paper.parameters, weeks))
    assert [section.key for section in table.sections] == ["land"]
    assert {row.key: row.cells[1:3] for row in table.sections[0].rows if row.total} == {
        "software": (2, 1),
        "other": (1, 1),
        "total": (3, 2),
    }
    assert sorted(str(row.cells[5]) for row in table.sections[0].rows if not row.total) == [
        "Nội dung 0",
        "Nội dung 1",
        "Nội dung 2",
    ]
