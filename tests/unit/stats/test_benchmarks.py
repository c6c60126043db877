"""Benchmarks are shown with year, source and what is unclear, over HTTP and on the command line."""

from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from services.kernel.catalogue import Catalogue
from services.ops.cli import app
from services.runtime.catalogue import read_catalogue
from services.stats.application.benchmarks import find_benchmarks, present_benchmark

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


def test_the_command_prints_them(catalogue: Catalogue) -> None:
    """As a table for people and as the answer of the API for programs."""
    command = ["stats", "benchmarks", "--dir", str(CATALOGUE), "--agency", "H91"]
    table = CliRunner().invoke(app, command)
    assert (table.exit_code, "5/63" in table.stdout) == (0, True)
    answer = orjson.loads(CliRunner().invoke(app, [*command, "--json"]).stdout)
    shown = {each["id"]: each for each in answer["benchmarks"]}
    assert shown["satisfaction_h91"]["unverified"] == ["year"]
    assert shown.keys() <= {each.id for each in catalogue.benchmarks}
