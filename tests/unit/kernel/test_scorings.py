"""Scorings, what they divide, and the columns of form 06 are data: right as shipped, and mistakes are named."""

from datetime import date

import pytest

from services.kernel.catalogue import Catalogue, load
from services.stats.domain.forms.amounts import check_quantities
from tests.unit.kernel.small_catalogue import SMALL, assert_reported

_CASES = [
    # file, what stood there, what stands there now, a part of the line reported, what is said
    ("scorings.yaml", "source: outside", "source: oracle", "oracle", "unknown source 'oracle'"),
    ("scorings.yaml", "key: done", "key: asked", "measures", "quantity 'asked' is declared twice"),
    ("scorings.yaml", ", measures: [resolved]", "", "key: done", "quantity 'done' counts nothing"),
    ("scorings.yaml", "subject: province", "subject: moon", "moon", "unknown subject 'moon'"),
    ("scorings.yaml", "groups: {speed", "grops: {speed", "id: index", "groups are missing"),
    ("scorings.yaml", "group: speed", "group: haste", "haste", "unknown group 'haste'"),
    ("scorings.yaml", "part: [done], whole: [asked]}", "part: [dne], whole: [asked]}", "dne", "unknown part 'dne'"),
    ("scorings.yaml", "whole: [asked]}", "whole: []}", "whole: []", "indicator 1 divides nothing"),
    ("scorings.yaml", "target: 80", "target: 0", "target: 0", "indicator 2 has the target 0"),
    ("scorings.yaml", 'id: "2"', 'id: "1"', "indicators:", "indicator '1' is declared twice"),
    ("scorings.yaml", 'factor: "1"', 'factor: "3"', "indicators:", "no indicator '3' before it"),
    ("scorings.yaml", ", points: 4}", "}", "indicators:", "2 has no points"),
    ("scorings.yaml", "points: 10", "points: 11", "groups: {speed", "indicators give 10 points of 11 (pack 2018)"),
    ("scorings.yaml", "valid_from: 2024-07-01", "valid_from: 2024-06-30", "next one", "two versions on one day"),
    ("packs.yaml", "returned: 9, ", "", "report_layout", "'returned' is missing or unknown"),
    ("packs.yaml", "awaiting_supplement: 12", "awaiting_supplement: 13", "report_layout", "in column 13"),
    (
        "packs.yaml",
        "report_channels: {online: 4}",
        "report_channels: {online: 6}",
        "report_channels",
        "online in column 6",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "line_with", "what"), _CASES, ids=[case[4] for case in _CASES])
def test_mistakes_are_reported_where_they_are(file: str, old: str, new: str, line_with: str, what: str) -> None:
    """With the file, the line, what is wrong and what to do."""
    assert_reported(file, old, new, line_with, what)


def test_the_version_of_the_day() -> None:
    """Newer dashboards shift weights: a scoring has days of validity."""
    catalogue = load(SMALL)
    old, new = catalogue.scoring_on("index", date(2024, 6, 30)), catalogue.scoring_on("index", date(2024, 7, 1))
    assert old is not None
    assert new is not None
    assert (len(old.indicators), len(new.indicators)) == (2, 0)
    assert catalogue.scoring_on("index766", date(2024, 7, 1)) is None


def test_decision_766_as_shipped(shipped: Catalogue) -> None:
    """100 points in six groups, by the weights of the rule pack, with the targets of the decision."""
    scoring = shipped.scoring_on("decision766", date(2023, 12, 31))
    assert scoring is not None
    assert {name: group.points for name, group in scoring.groups.items()} == {
        "transparency": 18, "progress": 20, "online": 12, "payment": 10, "satisfaction": 18, "digitisation": 22,
    }  # fmt: skip
    weights = shipped.pack_on(date(2023, 12, 31)).weights
    assert {indicator.id for indicator in scoring.indicators} == weights.keys()
    assert {each.id: each.target for each in scoring.indicators if each.target != 100} == {
        "3.1": 80, "3.3": 50, "3.5": 80, "4.2": 80, "4.3": 80, "5.4": 90,
    }  # fmt: skip


def test_the_service_knows_the_shipped_quantities(shipped: Catalogue) -> None:
    """Every quantity of a source that is computed can be computed."""
    check_quantities(shipped.quantities.values())


def test_form_06_as_shipped(shipped: Catalogue) -> None:
    """In both eras: thirteen columns with their words, sections by tier, every channel in a column."""
    for day in (date(2023, 6, 1), date(2025, 7, 1)):
        pack = shipped.pack_on(day)
        assert pack.report_layout == {"awaiting_supplement": 12, "returned": 9, "withdrawn": 9}
        assert {str(number) for number in range(1, 14)} <= pack.report_columns.keys()
        assert [*pack.report_sections] == ["national", "province", "district", "commune"]
        assert shipped.words.channels.keys() <= pack.report_channels.keys()
