"""What others publish about agencies is read with year and source, and what they leave open stays open."""

from pathlib import Path

import pytest

from services.kernel.catalogue import BenchmarkKind, Catalogue, CatalogueError, ChangeUnit, load
from services.runtime.catalogue import read_catalogue
from tests.unit.kernel.small_catalogue import SMALL

_SOURCES = "source_vi: a, source_en: a"


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return read_catalogue(Path(__file__).parents[3] / "deploy" / "catalogue")


def test_a_rank_that_goes_up_had_a_higher_number(shipped: Catalogue) -> None:
    """17th of 63 after going up 3 was 20th the year before; a rank whose former place is not said has none."""
    ranks = {each.id: each.rank for each in shipped.benchmarks if each.rank}
    reform, satisfaction = ranks["reform_h93_2022"], ranks["satisfaction_h91"]
    assert (reform.place, reform.of, reform.up, reform.before) == (17, 63, 3, 20)
    assert (satisfaction.place, satisfaction.of, satisfaction.before) == (5, 63, None)


def test_a_change_may_stay_unclear(shipped: Catalogue) -> None:
    """+1,85% of what, the article does not say: neither percent nor points is made up."""
    changes = {each.id: (str(each.change), each.change_unit) for each in shipped.benchmarks if each.change}
    assert changes["reform_h93_2022"] == ("1.85", ChangeUnit.UNCLEAR)
    assert changes["satisfaction_h93_2022"] == ("0.98", ChangeUnit.UNCLEAR)


def test_every_benchmark_has_year_and_source(shipped: Catalogue) -> None:
    """What a source does not say itself is named, and what follows from printed figures is marked as derived."""
    assert all(each.year and each.source_vi and each.source_en for each in shipped.benchmarks)
    known = {each.id: each for each in shipped.benchmarks}
    assert known["satisfaction_h91"].unverified == ("year",)
    assert known["online_share_national"].kind is BenchmarkKind.DERIVED


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (f"id: a, index: x, year: 2022, rank: 64, of: 63, {_SOURCES}", "rank 64 of 63. Remedy: write the place first"),
        (f"id: a, index: x, year: 2022, rank: 62, of: 63, up: 3, {_SOURCES}", "the year before it was 65 of 63"),
        (f"id: a, index: x, year: 2022, rank: 2, of: 63, up: 1, down: 1, {_SOURCES}", "goes both up and down"),
        (f"id: a, index: x, year: 22, rank: 2, of: 63, {_SOURCES}", "'22' is no year"),
        (f"id: a, index: x, year: 2022, {_SOURCES}", "the benchmark has neither rank nor value"),
        ("id: a, index: x, year: 2022, rank: 2, of: 63", "source_vi is missing"),
        (f'id: a, index: x, year: 2022, value_percent: "56,15", {_SOURCES}', "'56,15' is no number"),
        (f"id: a, index: y, year: 2022, rank: 2, of: 63, {_SOURCES}", "unknown index 'y'"),
    ],
)
def test_mistakes_are_told(entry: str, told: str) -> None:
    """With file, line and remedy, as everywhere in the catalogue."""
    texts = SMALL | {"marks.yaml": f"vocabulary: {{indices: {{x: X}}}}\nbenchmarks:\n  - {{{entry}}}\n"}
    with pytest.raises(CatalogueError) as raised:
        load(texts)
    assert told in str(raised.value)
    assert "marks.yaml:3" in str(raised.value)
