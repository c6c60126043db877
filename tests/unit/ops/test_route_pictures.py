"""Pictures and texts of routes: right, readable, and the same as those in the documentation."""

from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.ops.cli import app
from services.ops.pictures.album import write_album
from services.ops.pictures.layout import arrange
from services.ops.pictures.sheet import route_sheet
from services.ops.pictures.svg import route_svg
from services.runtime.catalogue import read_catalogue

_ROOT = Path(__file__).parents[3]
_SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return read_catalogue(_ROOT / "deploy" / "catalogue")


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    legs: dict[str, tuple[str, ...]] = {}
    for number in range(draw(st.integers(1, 12))):
        before = draw(st.lists(st.sampled_from(sorted(legs)), unique=True, max_size=4)) if legs else []
        legs[f"leg{number}"] = tuple(before)
    return legs


@given(graphs())
def test_no_two_things_lie_on_each_other_and_every_edge_leads_forwards(graph: dict[str, tuple[str, ...]]) -> None:
    """Legs and the bends of long edges have a place of their own; each edge crosses one layer after the other."""
    found = arrange(graph)
    bends = [spot for _, _, way in found.edges for spot in way[1:-1]]
    places = [*found.spots.values(), *bends]
    assert len(set(places)) == len(places)
    assert {(a, b) for a, b, _ in found.edges} == {(before, leg) for leg in graph for before in graph[leg]}
    for before, leg, way in found.edges:
        assert (way[0], way[-1]) == (found.spots[before], found.spots[leg])
        assert [spot.layer for spot in way] == list(range(way[0].layer, way[-1].layer + 1))


def test_the_shipped_pictures_are_up_to_date(shipped: Catalogue, tmp_path: Path) -> None:
    """Else: lienthong catalogue pictures docs."""
    assert write_album(shipped, tmp_path) == 8
    there = {path.name: path.read_text("utf-8") for path in (_ROOT / "docs" / "routes").glob("*")}
    assert there == {path.name: path.read_text("utf-8") for path in (tmp_path / "routes").glob("*")}
    assert (_ROOT / "docs" / "routes.md").read_text("utf-8") == (tmp_path / "routes.md").read_text("utf-8")


def test_a_picture_says_what_it_shows_to_who_cannot_see_it(shipped: Catalogue) -> None:
    """Title and description are named as its label; the description has every leg with its conditions and order."""
    sheet = route_sheet(shipped, shipped.procedure("2.002622@1"), None, date(2026, 5, 4), "en")
    root = ET.fromstring(route_svg(sheet))  # noqa: S314 our own
    assert (root.get("role"), root.get("aria-labelledby"), root.get("lang")) == ("img", "title desc", "en")
    described = root.find(f"{_SVG}desc")
    assert described is not None
    for words in (
        "- verify (reception): Receiving agency",
        "only if tags = verification",
        "funeral_support (after death)",
    ):
        assert words in (described.text or "")


def test_a_picture_keeps_what_it_shows_inside(shipped: Catalogue) -> None:
    """No card lies outside the frame, with one agency's names and hours in it."""
    for procedure in (shipped.procedure("9.000001@1"), shipped.procedure("1.012753@1")):
        root = ET.fromstring(route_svg(route_sheet(shipped, procedure, AgencyCode("H90.01"), date(2026, 5, 4), "vi")))  # noqa: S314 our own
        wide, high = int(root.get("width", "0")), int(root.get("height", "0"))
        for box in root.iter(f"{_SVG}rect"):
            x, y = int(box.get("x", "0")), int(box.get("y", "0"))
            assert min(x, y) >= 0
            assert x + int(box.get("width", "0")) <= wide
            assert y + int(box.get("height", "0")) <= high


def _run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["catalogue", "route", *arguments, "--dir", str(_ROOT / "deploy" / "catalogue")])
    return result.exit_code, result.output


def test_the_command_prints_a_route_with_its_agencies_and_hours() -> None:
    """For what is filed at one agency: who does each leg, by which hours, in either language."""
    code, output = _run("1.012753@1", "--agency", "H90.01", "--lang", "en", "--on", "2026-05-04")
    assert code == 0
    assert "- tax (after appraise): Tax office; outside the clock" in output
    assert "H90.30.01 Chi cục thuế khu vực Đắk Nông; open 07:30-11:30, 13:00-17:00" in output
    assert _run("2.002621@1", "--svg")[1].startswith("<svg ")


def test_the_command_tells_which_desks_a_route_leaves_alone() -> None:
    """Nationally, a leg without an agency for some desks is counted; the 3-in-1 has one everywhere."""
    assert "desks have no agency for leg planning" in _run("9.000001@1", "--lang", "en")[1]


@pytest.mark.parametrize("arguments", [("1.999999",), ("1.012753", "--agency", "H99.01"), ("1.012753", "--lang", "fr")])
def test_what_is_not_there_is_told_with_a_remedy(arguments: tuple[str, ...]) -> None:
    """Exit code 2."""
    code, output = _run(*arguments)
    assert (code, "Remedy:" in output) == (2, True)
