"""What scenarios have beside their batches: laid out always the same, counted as their rows promise."""

from dataclasses import replace
from pathlib import Path

import pytest

from services.kernel.catalogue import Catalogue, CatalogueError
from services.ops.scenario.desk import commands_of
from services.ops.scenario.figures import FigureError
from services.ops.scenario.plan_beside import plan_beside
from services.ops.scenario.prepared import FOLDER, Prepared, lay_out
from services.ops.scenario.read import find_file, read_scenario
from services.runtime.catalogue import read_catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(FOLDER.parent / "catalogue")


@pytest.fixture(scope="module")
def groups(catalogue: Catalogue) -> Prepared:
    """A tenth of the groups beside a few dossiers."""
    few = lay_out("s004", 100_000, catalogue)
    return replace(few, beside=plan_beside(few.scenario, catalogue, 10, few.dossiers))


@pytest.fixture(scope="module")
def hotline(catalogue: Catalogue) -> Prepared:
    return lay_out("s001", 1, catalogue)


def test_the_first_child_ends_before_the_others_begin(groups: Prepared) -> None:
    """At the agencies that have the legs; a child without result keeps its parent pending."""
    assert len(groups.beside.groups) == 3 + 2
    for group in groups.beside.groups:
        first, *others = group.children
        assert first.dossier.agency == group.parent.agency
        assert {child.dossier.received_at for child in others} == {first.dossier.finished_at}
        assert not {child.dossier.agency for child in others} & {group.parent.agency}
        assert all("interlinked" in child.dossier.batch.tags for child in group.children)
        failed = [child for child in group.children if child.dossier.outcome == "stopped"]
        assert (group.parent.outcome == "pending") is bool(failed)
    assert sum(group.parent.outcome == "pending" for group in groups.beside.groups) == 1


async def test_children_are_dossiers_and_parents_are_groups(groups: Prepared) -> None:
    """Form 06 of the city has the children of its own agencies and none of the parents."""
    expected = groups.expected()
    children = await expected.count({"tag": frozenset({"interlinked"})})
    assert (await expected.groups(), children) == (5, 15)
    within = sum(child.agency.startswith("H94") for child in groups.beside.children)
    assert await expected.form06("3") == len(groups.dossiers) + within


async def test_calls_are_tied_to_the_dossiers_of_their_callers(hotline: Prepared) -> None:
    """A hundred of 120, on their days; the three that lacked a paper are asked for it and hand it in at once."""
    linked = [call for call in hotline.beside.calls if call.dossier]
    assert (len(hotline.beside.calls), len(linked), sum(call.complete for call in linked)) == (120, 100, 97)
    assert len({id(call.dossier) for call in linked}) == 100
    lacking = [call.dossier for call in linked if not call.complete and call.dossier]
    assert {tuple(name for name, _ in commands_of(each)) for each in lacking} == {("request-supplement", "supplement")}
    expected = hotline.expected()
    assert await expected.desk("calls", "first_visit") == "97.00"
    with pytest.raises(FigureError, match="rang"):
        await expected.desk("calls", "rang")
    with pytest.raises(FigureError, match="tickets"):
        await expected.desk("tickets", "issued")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("calls: {extension: 118, nobody: 2}", "calls: {butler: 120}", "nobody called 'butler' answers"),
        (
            "agencies: [dong_tien], procedures: [birth], calls",
            "agencies: [quan_hoa], procedures: [birth], calls",
            "15 are",
        ),
    ],
)
def test_mistakes_of_a_hotline_are_told(catalogue: Catalogue, tmp_path: Path, old: str, new: str, told: str) -> None:
    """With the line, and what to do."""
    text = find_file("s001", FOLDER).read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "s001_broken.yaml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueError, match=told):
        read_scenario(file, catalogue)


def test_more_dossiers_than_calls_cannot_be(catalogue: Catalogue) -> None:
    """Divided, the calls still are enough for the dossiers that came of them, at any scale."""
    for divisor in (1, 3, 7, 50, 1_000_000):
        calls = lay_out("s001", divisor, catalogue).beside.calls
        assert sum(call.dossier is not None for call in calls) <= len(calls)
