"""Scenario files become the same dossiers every time, and the dossiers give the figures that the files promise."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from services.kernel.catalogue import Catalogue, CatalogueError
from services.kernel.status import outcome_of
from services.kernel.times import VIETNAM
from services.ops.scenario.catalogue_facts import CatalogueFacts
from services.ops.scenario.days import days_for, model_days
from services.ops.scenario.figures import values_of
from services.ops.scenario.model import Scenario, When
from services.ops.scenario.plan import Planned, plan, scaled
from services.ops.scenario.prepared import FOLDER, lay_out
from services.ops.scenario.read import find_file, read_scenario
from services.runtime.catalogue import read_catalogue

SMALL = """
scenario: small
title: Small
root: H90
period: {from: "2023-10-15", to: "2024-10-30"}
smallest: 1
agencies:
  land: ["H90.20.01-03"]
procedures:
  mortgage: ["1.011441"]
batches:
  - {id: B1, procedures: [mortgage], agencies: [land], when: workday, count: 7, outcomes: {on_time: 5, pending: 2}}
expect:
  - {id: X1, what: all, count: {}, equals: "7"}
"""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue("deploy/catalogue")


@pytest.fixture(scope="module")
def s000(catalogue: Catalogue) -> Scenario:
    return read_scenario(find_file("s000", FOLDER), catalogue)


def _small(tmp_path: Path, catalogue: Catalogue, *changes: str) -> Scenario:
    text = SMALL
    for change in changes:
        old, _, new = change.partition(" -> ")
        assert old in text
        text = text.replace(old, new)
    file = tmp_path / "small.yaml"
    file.write_text(text, encoding="utf-8")
    return read_scenario(file, catalogue)


@pytest.mark.parametrize("name", ["s000", "s001", "s002", "s003", "s004"])
def test_every_shipped_scenario_can_be_planned(name: str, catalogue: Catalogue) -> None:
    """Each file is read without a problem, and its smallest run has every outcome of every batch."""
    scenario = read_scenario(find_file(name, FOLDER), catalogue)
    variant = next(iter(scenario.variants), None)
    dossiers = plan(scenario, catalogue, max(1000, scenario.divisor), variant)
    due = {(batch.id, outcome) for batch in scenario.batches_of(variant) for outcome in batch.outcomes}
    assert {(each.batch.id, each.outcome) for each in dossiers} == due


@pytest.mark.parametrize(("name", "variant"), [("s000", "subset"), ("s000", "disjoint"), ("s001", None)])
async def test_full_counts_give_every_row(name: str, variant: str | None, catalogue: Catalogue) -> None:
    """At full count the plan alone leads to each figure that the file promises."""
    scenario = read_scenario(find_file(name, FOLDER), catalogue)
    rows = scenario.rows_of(variant)
    facts = CatalogueFacts(catalogue, scenario.last)
    values = await values_of(rows, lay_out(name, 1, catalogue, variant).expected(), facts)
    assert {row.id: values[row.id] for row in rows} == {row.id: row.equals for row in rows}


def test_results_come_in_the_period_and_pending_ones_are_due_after_it(catalogue: Catalogue) -> None:
    """Form 06 counts what was resolved in the year, so that no result of article 003 may come in January."""
    scenario = read_scenario(find_file("s003", FOLDER), catalogue)
    dossiers = plan(scenario, catalogue, 5000, None)
    assert all(each.finished_on <= scenario.last for each in dossiers if each.finished_on)
    assert {each.outcome for each in dossiers if each.finished_on} == {"early", "on_time", "late"}
    pending = [each.due_at for each in dossiers if each.outcome == "pending"]
    assert pending
    assert all(due_at and due_at.astimezone(VIETNAM).date() > scenario.last for due_at in pending)


async def test_form_06_of_a_small_run_holds_together(catalogue: Catalogue) -> None:
    """What a run of article 003's year must show in the form: its identities hold at any scale."""
    expected = lay_out("s003", 5000, catalogue).expected()
    form = {column: await expected.form06(str(column)) for column in range(3, 14)}
    assert form[3] == form[4] + form[5] + form[6] == form[7] + form[11] > form[10] > 0
    assert form[7] == form[8] + form[9] + form[10]
    assert form[11] == form[12] + form[13] > 0


async def test_of_secret_dossiers_only_the_end_is_known(catalogue: Catalogue) -> None:
    """They are in every total, under one procedure and field that say no more; no attribute of theirs is counted."""
    expected = lay_out("s003", 5000, catalogue).expected()
    secret = {"tag": frozenset({"secret"})}
    assert await expected.count(secret) == await expected.count({"field": frozenset({"secret"})}) == 1
    assert await expected.count(secret | {"electronic": frozenset({"none"})}) == 0


def test_outcomes_are_divided_upwards() -> None:
    """No outcome disappears in a small run, and zero stays zero."""
    assert scaled({"on_time": 5079, "late": 10, "early": 0}, 100) == {"on_time": 51, "late": 1, "early": 0}


def test_dossiers_are_spread_over_agencies_then_days(s000: Scenario, catalogue: Catalogue) -> None:
    """The eight land branches get equal shares, on model days from the first to the last quarter of the period."""
    dossiers = [each for each in plan(s000, catalogue, 10, "subset") if each.batch.id == "B02"]
    shares = Counter(each.agency for each in dossiers)
    assert len(shares) == 8
    assert max(shares.values()) - min(shares.values()) <= 1
    days = sorted({each.day for each in dossiers})
    assert all(day.isoweekday() == 4 for day in days)
    assert len(days) == 52


def test_plans_are_the_same_every_time(s000: Scenario, catalogue: Catalogue) -> None:
    """Two plans of a scenario have the same dossiers in the same order."""
    assert plan(s000, catalogue, 200, "subset") == plan(s000, catalogue, 200, "subset")


def test_finished_dossiers_end_as_planned(s000: Scenario, catalogue: Catalogue) -> None:
    """The day of the result, judged by the appointment, is the planned outcome."""

    def judged(each: Planned) -> str:
        procedure = catalogue.procedure_at(each.procedure, each.agency)
        due_at = catalogue.appointment(procedure, each.received_at, each.batch.tags, each.agency)
        assert each.finished_at is not None
        return outcome_of(each.finished_at, due_at)

    assert all(judged(each) == each.outcome for each in plan(s000, catalogue, 50, "subset"))


def test_holidays_are_no_model_days(s000: Scenario, catalogue: Catalogue) -> None:
    """The plan's Thursdays are 52 and Đắk Song's two weekdays 104: two Thursdays of the period are holidays."""
    models = {model.id: model for model in s000.models}
    thursdays = model_days(models["na_province"], min(models["na_province"].agencies), catalogue)
    assert len(thursdays) == 52
    assert not thursdays & {date(2024, 2, 8), date(2024, 4, 18)}
    assert len(model_days(models["na_dak_song"], min(models["na_dak_song"].agencies), catalogue)) == 104


def test_other_days_and_model_days_share_none(s000: Scenario, catalogue: Catalogue) -> None:
    """A workday of an agency is a model day or another one, never both."""
    tagged = next(batch for batch in s000.batches if batch.id == "B01")
    other = next(batch for batch in s000.batches if batch.id == "B15")
    agency = tagged.agencies[0]
    held = set(days_for(s000, tagged, agency, catalogue))
    rest = set(days_for(s000, other, agency, catalogue))
    calendar = catalogue.calendar_for(agency)
    assert not held & rest
    assert all(calendar.is_working_day(day) for day in held | rest)


def test_saturday_reception_needs_no_working_day(catalogue: Catalogue) -> None:
    """Volunteer Saturdays take papers in; extended hours begin when the office closes."""
    scenario = read_scenario(find_file("s001", FOLDER), catalogue)
    dossiers = plan(scenario, catalogue, 1, None)
    assert {each.day.isoweekday() for each in dossiers if each.batch.id == "B13"} == {6}
    for each in dossiers:
        if each.batch.when is When.MODEL_WINDOW:
            closing = catalogue.calendar_for(each.agency).closing_of(each.day)
            assert closing is not None
            assert 0 < (each.received_at - closing).total_seconds() <= 3600


def test_pending_dossiers_are_received_last(tmp_path: Path, catalogue: Catalogue) -> None:
    """The period ends before pending dossiers are due."""
    dossiers = plan(_small(tmp_path, catalogue), catalogue, 1, None)
    assert [each.outcome for each in dossiers] == ["on_time"] * 5 + ["pending"] * 2
    assert [each.received_at for each in dossiers] == sorted(each.received_at for each in dossiers)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("count: 7 -> count: 8", "small.yaml:12: the outcomes add up to 7"),
        ("on_time: 5 -> on_tme: 5", "small.yaml:12: unknown outcome 'on_tme'"),
        ("agencies: [land] -> agencies: [sea]", "small.yaml:12: unknown group 'sea'"),
        ("1.011441 -> 1.999999", "small.yaml:10: '1.999999' is not in the catalogue"),
        ("01-03 -> 03-01", "small.yaml:8: the range 'H90.20.03-01' runs backwards"),
        ("when: workday -> when: sometimes", "small.yaml:12: unknown when 'sometimes'"),
        ("count: {}, equals -> equals", "small.yaml:14: the row asks nothing"),
        ("title: Small -> titel: Small", "small.yaml:3: unknown key 'titel'"),
        ('to: "2024-10-30" -> to: "2023-10-01"', "small.yaml:5: the period ends before it begins"),
    ],
)
def test_mistakes_are_named_with_their_line(tmp_path: Path, catalogue: Catalogue, change: str, message: str) -> None:
    """Whoever edits a file is told where it is wrong and what to do."""
    with pytest.raises(CatalogueError) as caught:
        _small(tmp_path, catalogue, change)
    assert message in str(caught.value)
    assert "Remedy: " in str(caught.value)


def test_impossible_outcomes_are_refused(tmp_path: Path, catalogue: Catalogue) -> None:
    """Nobody can be early on the day of reception when the result is due that day."""
    scenario = _small(tmp_path, catalogue, "1.011441 -> 2.000815", "on_time: 5 -> early: 5")
    with pytest.raises(CatalogueError, match="cannot end early"):
        plan(scenario, catalogue, 1, None)
