"""`lienthong roster` as an operator types it, on the real store without routing."""

import json
from collections.abc import Callable

import pytest
from typer.testing import CliRunner, Result

from services.ops.cli.roster import app
from tests.platform_fixture import TestPlatform

AGENCY = "H90.03.01"
Run = Callable[..., Result]


@pytest.fixture
def run(platform: TestPlatform, namespace: str) -> Run:
    env = {"LIENTHONG_STORE_URL": platform.store_url, "LIENTHONG_NAMESPACE": namespace}
    return lambda *arguments: CliRunner().invoke(app, list(arguments), env=env)


def test_an_officer_is_rostered_listed_and_taken_off(run: Run) -> None:
    """As text and as JSON; the same again changes nothing."""
    put = ("put", AGENCY, "justice-02", "--field", "justice", "--skill", "certification", "--shift", "135/07:30-11:30")
    assert [run(*put).exit_code for _ in range(2)] == [0, 0]
    run("put", AGENCY, "clerk-03", "--field", "mixed", "--fallback")
    assert run("list", AGENCY).output.splitlines() == [
        "clerk-03  mixed  -  all hours  fallback",
        "justice-02  justice  certification  135/07:30-11:30",
    ]
    left = run("remove", AGENCY, "clerk-03", "--json")
    assert [each["officer"] for each in json.loads(left.stdout)] == ["justice-02"]


def test_what_makes_no_sense_is_refused_with_its_reason(run: Run) -> None:
    """S2-19: a field without its skill, with exit code 1; unknown words and places; a shift that runs backwards."""
    missing = run("put", AGENCY, "clerk-03", "--field", "justice")
    assert (missing.exit_code, "skill_missing" in missing.output) == (1, True)
    assert "certification" in missing.output
    assert "field_unknown" in run("put", AGENCY, "clerk-03", "--field", "sailing").output
    assert "agency_unknown" in run("put", "H99.01", "clerk-03", "--field", "mixed").output
    for shift in ("1/11:30-07:30", "8/07:30-11:30", "soon"):
        assert run("put", AGENCY, "clerk-03", "--field", "mixed", "--shift", shift).exit_code == 2
    assert run("list", AGENCY).output == ""
