"""Benchmarks are shown with year, source and what is unclear, over HTTP and on the command line."""

from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from services.kernel.catalogue import Catalogue
from services.ops.cli import app
from services.runtime.catalogue import read_catalogue
from services.stats.application.benchmarks import find_benchmarks, present_benchmark
from services.stats.application.benchmarks_paper import benchmarks_paper
from services.stats.domain.papers.asking import read_asked
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Row, Table, Text

CATALOGUE = Path(__file__).parents[3] / "deploy" / "catalogue"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(CATALOGUE)


def test_those_of_the_whole_country_stand_beside_an_agency_s(catalogue: Catalogue) -> None:
    """The city's target of 65 is read beside the national one of 50 and the derived share of 56.15."""
    found = find_benchmarks(catalogue.benchmarks, agencies=frozenset({"H94"}), indices=frozenset({"online_share"}))
    assert [(each.agency, str(each.value)) for each in found] == [(None, "56.15"), (None, "50"), ("H94", "65")]
    assert find_benchmarks(catalogue.benchmarks, years=frozenset({1999})) == []


def test_a_rank_is_presented_with_its_year_before(catalogue: Catalogue) -> None:
    """Up means a lower number; the change keeps its open unit."""
    (reform,) = find_benchmarks(catalogue.benchmarks, indices=frozenset({"reform"}))
    shown = present_benchmark(reform, catalogue)
    assert shown["rank"] == {"place": 17, "of": 63, "up": 3, "year_before": 20}
    assert shown["change"] == {"value": "1.85", "unit": "unclear"}
    assert shown["year"] == 2022
    assert shown["source"]["en"]


async def test_the_report_says_what_is_not_known(catalogue: Catalogue) -> None:
    """In both languages; of a rank without a former place that cell is empty, and the unit that is not said is said."""
    paper = benchmarks_paper(catalogue, Names(catalogue))
    table = await paper.answer(
        read_asked(paper.parameters, [("to", "2022-12-31"), ("agency", "H91"), ("agency", "H93")])
    )
    keys = [column.key for column in table.columns]
    rows = {row.key: dict(zip(keys, row.cells, strict=True)) for row in _rows(table)}
    assert rows["reform_h93_2022"]["before"] == 20
    assert rows["reform_h93_2022"]["change"] == Text(
        "+1.85 (không nói rõ % hay điểm phần trăm)", "+1.85 (% or points: not said)"
    )
    assert rows["satisfaction_h91"]["before"] is None
    assert "online_target_h94_2022" not in rows
    earlier = await paper.answer(read_asked(paper.parameters, [("to", "2021-12-31")]))
    assert list(_rows(earlier)) == []


def _rows(table: Table) -> list[Row]:
    return [row for section in table.sections for row in section.rows]


def test_the_command_prints_them(catalogue: Catalogue) -> None:
    """As a table for people and as the answer of the API for programs."""
    command = ["stats", "benchmarks", "--dir", str(CATALOGUE), "--agency", "H91"]
    table = CliRunner().invoke(app, command)
    assert (table.exit_code, "5/63" in table.stdout) == (0, True)
    answer = orjson.loads(CliRunner().invoke(app, [*command, "--json"]).stdout)
    shown = {each["id"]: each for each in answer["benchmarks"]}
    assert shown["satisfaction_h91"]["unverified"] == ["year"]
    assert shown.keys() <= {each.id for each in catalogue.benchmarks}
