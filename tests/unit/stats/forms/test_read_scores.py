"""The index of Decision 766 and scorecards, as they are read from counters and the shipped catalogue."""

from decimal import Decimal

import pytest

from services.kernel.catalogue import Catalogue
from services.kernel.catalogue.scoring import Subject
from services.runtime.failures import PermanentError
from services.stats.application.forms.decision766 import decision766
from services.stats.application.forms.outside import read_outside
from services.stats.application.forms.scorecard import scorecard
from services.stats.domain.entries import Entry
from services.stats.domain.papers.table import Cell, Mark, Period, Table, Text
from services.stats.domain.rates import Rate
from tests.unit.stats.counted_reader import CountedReader
from tests.unit.stats.forms.dossiers import COMMUNE, JANUARY, OFFICE, cells, counters, dossier, record

PERIOD = Period(*JANUARY)
H92 = frozenset({"H92"})


def desk() -> CountedReader:
    """Return January with a digitised result, fees, papers, petitions and a survey."""
    commune, online = OFFICE[0].cell, OFFICE[2].cell
    extra = [
        Entry(commune, "finished_digitised", PERIOD.last),
        Entry(online, "finished_digitised", PERIOD.last),
        Entry(commune, "fee_due", PERIOD.last, 4),
        Entry(commune, "fee_cashless", PERIOD.last, 3),
        Entry(commune, "components_asked", PERIOD.last, 10),
        Entry(commune, "components_reused", PERIOD.last, 2),
        Entry(commune, "components_waived", PERIOD.last, 2),
        record("desk", COMMUNE, "petition", "answered:in_time", "2026-01-20", 3),
        record("desk", COMMUNE, "petition", "answered:late", "2026-01-20"),
        record("desk", COMMUNE, "petition", "score_most:1-5", "2026-01-20", 10),
        record("desk", COMMUNE, "petition", "score_sum:1-5", "2026-01-20", 9),
        record("desk", COMMUNE, "survey", "score_sum:1-5", "2026-01-20", 18),
        record("desk", COMMUNE, "survey", "score_most:1-5", "2026-01-20", 20),
        record("desk", COMMUNE, "survey", "answered:1-5", "2026-01-20", 4),
    ]
    return counters(OFFICE, extra)


def shown(table: Table, section: str, row: str) -> tuple[Cell, ...]:
    """Return numerator, denominator and points of an indicator."""
    found = cells(table, section, row)
    score = found["score"]
    return found["numerator"], found["denominator"], score.value if isinstance(score, Rate) else score


async def test_the_index_of_a_province(catalogue: Catalogue) -> None:
    """Indicators are computed from counters as far as they tell, with numerator, denominator and points."""
    table = await decision766(desk(), catalogue, PERIOD, H92, {})
    assert shown(table, "progress", "2.1") == (3, 5, "12.00")
    assert shown(table, "payment", "3.6b") == (3, 4, "4.50")
    assert shown(table, "digitisation", "4.1") == (2, 2, "6.00")
    assert shown(table, "digitisation", "4.3") == (4, 10, "1.00")
    assert shown(table, "satisfaction", "5.2") == (3, 4, "4.50")
    assert shown(table, "satisfaction", "5.3") == (9, 10, "5.40")
    online = cells(table, "online", "3.1")
    assert isinstance(online["rate"], Rate)
    assert online["target"] == 80


async def test_what_only_others_know_is_named_and_not_scored(catalogue: Catalogue) -> None:
    """Without outside figures those indicators have no points, and the points that could be judged are told."""
    table = await decision766(desk(), catalogue, PERIOD, H92, {})
    unknown = cells(table, "transparency", "1.1")
    assert (unknown["rate"], unknown["score"], unknown["judged"]) == (Mark.NOT_KNOWN, Mark.NOT_APPLICABLE, 0)
    assert isinstance(unknown["missing"], Text)
    assert unknown["missing"].en == "Procedures published on time; Procedures to publish"
    total = cells(table, "total", "total")
    judged = {"1.3": 2, "2.1": 20, "3.1": 4, "3.2": 4, "3.6b": 6, "4.1": 6, "4.3": 2, "5.2": 6, "5.3": 6}
    assert (total["points"], total["judged"]) == (100, sum(judged.values()))


async def test_outside_figures_complete_the_index(catalogue: Catalogue) -> None:
    """The larger of the national report and the portal counts; the sync factor multiplies online results."""
    outside = read_outside(
        ["dossiers_synced=5", "national_report_dossiers=10", "dossiers_disliked=1"], catalogue.quantities
    )
    table = await decision766(desk(), catalogue, PERIOD, H92, outside)
    assert shown(table, "transparency", "1.4") == (5, 10, "3.00")
    assert shown(table, "online", "3.3") == (5, 20, "2.00")
    assert shown(table, "satisfaction", "5.4") == (2, 5, "2.67")
    groups = [cells(table, section.key, "total")["score"] for section in table.sections]
    *parts, whole = [Decimal(each.value) for each in groups if isinstance(each, Rate)]
    assert sum(parts) == whole


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        (["dossiers_synced"], "outside_malformed"),
        (["dossiers_synced=-1"], "outside_malformed"),
        (["dossiers_received=1"], "outside_unknown"),
        (["dossiers_lost=1"], "outside_unknown"),
        (["dossiers_synced=1", "dossiers_synced=2"], "outside_repeated"),
    ],
)
def test_wrong_outside_figures_are_refused(catalogue: Catalogue, texts: list[str], reason: str) -> None:
    """What is counted here cannot be told from outside."""
    with pytest.raises(PermanentError, match=reason):
        read_outside(texts, catalogue.quantities)


async def test_communes_side_by_side(catalogue: Catalogue) -> None:
    """A row per commune, each indicator with its rate and points; the best share comes first."""
    table = await scorecard(desk(), catalogue, PERIOD, H92, Subject.COMMUNE)
    assert [row.key for row in table.sections[0].rows] == [COMMUNE]
    found = cells(table, "commune", COMMUNE)
    assert found["in_time_rate"] == Rate(2, 4, label="in_time")
    assert found["survey_rate"] == Rate(18, 20, label="survey")
    assert found["online_rate"] == Rate(1, 2, label="online")
    values = {key: value.value if isinstance(value, Rate) else value for key, value in found.items()}
    assert (values["in_time_score"], values["survey_score"], values["petitions_score"]) == ("20.00", "15.00", "11.25")
    assert values["apology_score"] is Mark.NOT_APPLICABLE
    assert (values["score"], values["judged"], values["share"]) == ("61.25", 85, "72.06")


async def test_who_could_not_be_judged_comes_after_who_earned_nothing(catalogue: Catalogue) -> None:
    """Communes with late dossiers only, with records that no indicator looks at, and with all done long ago: no row."""
    late, unjudged, done = "H92.02.04", "H92.02.02", "H92.02.03"
    states = [
        dossier("2025-12-20", "2026-01-05", agency=late),
        dossier("2024-12-20", "2025-01-05", "2025-01-04", "early", agency=done),
    ]
    reader = counters([*OFFICE, *states], [record("message", unjudged, "sms", "submitted", "2026-01-20")])
    table = await scorecard(reader, catalogue, PERIOD, H92, Subject.COMMUNE)
    assert [row.key for row in table.sections[0].rows] == [COMMUNE, late, unjudged]


async def test_desks_side_by_side(catalogue: Catalogue) -> None:
    """Agencies with a desk, of any tier, within what was asked for."""
    found = await scorecard(desk(), catalogue, PERIOD, H92, Subject.DESK)
    assert [row.key for row in found.sections[0].rows] == ["H92.02", COMMUNE]
    only = await scorecard(desk(), catalogue, PERIOD, frozenset({COMMUNE}), Subject.DESK)
    assert [row.key for row in only.sections[0].rows] == [COMMUNE]
