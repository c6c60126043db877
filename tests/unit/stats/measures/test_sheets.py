"""What sheets show of summed measures."""

from datetime import date
from typing import Any

import pytest

from services.stats.application.measures.measures_papers import SHEETS
from services.stats.application.measures.names import SUBJECTS, namer
from services.stats.application.papers.present_table import present_table
from services.stats.domain.activity.desk import of_scores
from services.stats.domain.figures import Measures
from services.stats.domain.measures.desk_sheets import CALLS, PETITIONS, SURVEYS, TICKETS
from services.stats.domain.measures.leg_sheets import ACTS, LATE_CAUSES, LEGS
from services.stats.domain.measures.message_sheets import MESSAGES
from services.stats.domain.measures.rows import rows_of, table_of
from services.stats.domain.measures.sheet import Sheet
from services.stats.domain.papers.asking import Asked
from services.stats.domain.papers.table import Period, Text, say
from tests.unit.stats.quality.test_quality import shipped

PERIOD = Period(date(2026, 11, 1), date(2026, 11, 30))
EVERY = [sheet for sheets in SHEETS.values() for sheet in sheets]


def shown(sheet: Sheet, told: dict[str, Measures], by: str | None = None) -> dict[str, dict[str, Any]]:
    """Return the cells of each row as JSON has them."""
    table = table_of(sheet, rows_of(sheet, told, by or sheet.usual), PERIOD, say("subject"), say)
    sections = present_table(table, Asked())["sections"]
    return {row["key"]: row["cells"] for section in sections for row in section["rows"]}


def test_waits_and_service_are_shown_by_the_bounds_of_their_buckets() -> None:
    """Nine services took under five minutes, one nearly an hour: the median is at most five, never three."""
    told = {"tickets_issued": 12, "tickets_served": 10, "service:5": 9, "service:60": 1, "service_minutes": 84}
    [row, total] = shown(TICKETS, {"H90.20.01": told}).values()
    assert (row["issued"], row["served"], row["no_shows"]) == (12, 10, 0)
    assert [row[f"service_p{p}"] for p in (50, 90, 99)] == [{"at_most": 5}, {"at_most": 5}, {"at_most": 60}]
    assert row["wait_p50"] == {"mark": "not_applicable"}
    assert row["service_mean"]["value"] == "8.40"
    assert total["served"] == 10


def test_a_percentile_above_the_ladder_is_not_known() -> None:
    """It has no upper bound, so none is shown."""
    [row, _] = shown(LEGS, {"H90": {"used:more": 1}}).values()
    assert row["used_p50"] == {"mark": "not_known"}


def test_first_visit_completeness_counts_every_linked_dossier() -> None:
    """One that nobody has judged yet is in the denominator: it was not complete so far."""
    told = {"calls:answered": 5, "calls:fallback": 1, "calls_linked": 4, "calls_complete": 3}
    [row, _] = shown(CALLS, {"H90.20.01": told}).values()
    assert (row["calls"], row["answered"], row["fallback"]) == (6, 5, 1)
    assert (row["first_visit"]["numerator"], row["first_visit"]["denominator"]) == (3, 4)
    assert row["first_visit"]["value"] == "75.00"


def test_petitions_are_rated_by_what_was_answered() -> None:
    """In time out of answered; the mean score out of those who gave one."""
    told = {"received:feedback": 3, "answered:in_time": 1, "answered:late": 2, "rated:1-5": 2, "score_sum:1-5": 9}
    told |= {"score_count:1-5": 2, "score_most:1-5": 10, "scores:1-5:4": 1, "scores:1-5:5": 1}
    [row, _] = shown(PETITIONS, {"H90": told}).values()
    assert (row["received"], row["feedback"], row["answered_rate"]["value"]) == (3, 3, "33.33")
    assert (row["rated"], row["scale"], row["of_most"]["value"], row["satisfied"]["value"]) == (
        2,
        "1-5",
        "90.00",
        "100.00",
    )
    assert row["mean"] | {"period": None} == {
        "numerator": 9, "denominator": 2, "unit": "ratio", "rounding": "half_up", "places": 2, "value": "4.50",
        "label": "sum of scores / scores given", "period": None,
    }  # fmt: skip


def test_a_satisfaction_rate_stands_beside_its_answers_and_scale() -> None:
    """Scores above the middle of 1-5 are 4 and 5."""
    told = {"invited": 10, "responded": 4, "answered:1-5": 4, "score_sum:1-5": 15, "score_count:1-5": 4}
    told |= {"scores:1-5:3": 1, "scores:1-5:4": 3}
    [row, _] = shown(SURVEYS, {"H90": told}).values()
    assert (row["answered"], row["scale"], row["response"]["value"]) == (4, "1-5", "40.00")
    assert (row["mean"]["value"], row["satisfied"]["value"]) == ("3.75", "75.00")


@pytest.mark.parametrize(
    ("sheet", "told_by"), [(SURVEYS, "answered"), (PETITIONS, "rated")], ids=["surveys", "petitions"]
)
def test_scores_of_two_scales_have_no_common_mean(sheet: Sheet, told_by: str) -> None:
    """The report names both; what is above the middle of its own scale, and the share of the most, can be told."""
    told = {f"{told_by}:1-5": 1, f"{told_by}:1-10": 1} | dict([*of_scores([5], 1, 5), *of_scores([4], 1, 10)])
    [row, _] = shown(sheet, {"H90": told}).values()
    assert (row["scale"], row["mean"], row["satisfied"]["value"]) == ("1-5, 1-10", {"mark": "not_applicable"}, "50.00")
    assert (row["of_most"]["numerator"], row["of_most"]["denominator"]) == (9, 15)


def test_the_exchange_is_rated_among_those_that_had_a_limit() -> None:
    """A leg without limit was neither taken over in time nor late."""
    told = {"acknowledged:in_time": 3, "acknowledged:late": 1, "acknowledged:no_limit": 9, "charged_minutes": 40}
    [row, _] = shown(LEGS, {"H90": told}).values()
    assert (row["exchange"]["value"], row["charged_minutes"]) == ("75.00", 40)


def test_the_overrun_is_shown_beside_the_time_that_was_used() -> None:
    """In minutes, and as a share of all that the agency used."""
    [row, _] = shown(LEGS, {"H90": {"used_minutes": 800, "overrun_minutes": 100}}).values()
    assert (row["overrun_minutes"], row["overrun_share"]["value"]) == (100, "12.50")


def test_hand_offs_sent_back_are_shown_by_dossier() -> None:
    """Ten hand-offs of two dossiers are two of the four that came."""
    told = {"dossiers": 4, "dossiers_sent_back": 2, "sent_back": 10}
    [row, _] = shown(LEGS, {"H90": told}).values()
    assert (row["sent_back"], row["sent_back_share"]["value"]) == (10, "50.00")


ACTED: dict[str, Measures] = {
    "H90.20.01": {"acts:justice_officer": 4, "act_minutes:justice_officer:5": 4, "acts_on_behalf:chair": 4},
    "H90.20.02": {"acts:chair": 1, "act_minutes:chair:60": 1, "acts:justice%2Eofficer": 1},
}


def test_acts_are_shown_by_the_role_that_signed_and_by_the_one_it_was_done_for() -> None:
    """Justice officers sign for ward chairs; a role with a dot in its name is named as it is."""
    rows = shown(ACTS, ACTED)
    assert (rows["justice_officer"]["acts"], rows["justice_officer"]["minutes_p90"]) == (4, {"at_most": 5})
    assert (rows["chair"]["acts"], rows["chair"]["on_behalf"]) == (1, 4)
    assert rows["justice.officer"]["acts"] == 1
    assert rows["total"]["acts"] == 6


def test_acts_of_all_roles_are_shown_by_agency() -> None:
    """The same acts, added up the other way."""
    rows = shown(ACTS, ACTED, "agency")
    assert (rows["H90.20.01"]["acts"], rows["H90.20.02"]["acts"], rows["total"]["acts"]) == (4, 2, 6)


def test_causes_of_lateness_have_a_row_each() -> None:
    """Over all agencies."""
    told: dict[str, Measures] = {"a": {"late_cause:signer_absent": 2}, "b": {"late_cause:signer_absent": 1}}
    assert shown(LATE_CAUSES, told)["signer_absent"]["late"] == 3


def test_messages_show_their_cost_beside_what_came_of_them() -> None:
    """Failures for good and technical ones apart; the cost of one that arrived."""
    told = {"submitted": 10, "arrived": 8, "delivered": 8, "failed:permanent": 1, "failed:technical": 1}
    told |= {"price_vnd": 7000, "price_uncertain_vnd": 300}
    [row, _] = shown(MESSAGES, {"H90": told}).values()
    assert (row["failed_permanent"], row["failed_technical"], row["delivery"]["value"]) == (1, 1, "80.00")
    assert (row["price_vnd"], row["price_uncertain_vnd"], row["price_each"]["value"]) == (7000, 300, "875.00")


def test_a_subject_with_nothing_has_no_row() -> None:
    """What was taken back leaves zeros in the counters, and no row."""
    assert set(shown(MESSAGES, {"H90": {"submitted": 0}, "H91": {"submitted": 1}})) == {"H91", "total"}


@pytest.mark.parametrize("sheet", EVERY, ids=lambda sheet: sheet.key)
def test_every_choice_has_a_head_and_every_cell_fits_without_any_figure(sheet: Sheet) -> None:
    """A period in which nothing happened makes a table of its total alone."""
    assert sheet.choices <= set(SUBJECTS)
    assert set(shown(sheet, {})) == {"total"}


def test_rows_have_names_in_both_languages() -> None:
    """By the catalogue's words; what nobody has words for keeps its key, and what is not said has a name as well."""
    named = {(by, key): namer(shipped(), by)(key) for by, key in NAMED}
    assert named == NAMED


NAMED = {
    ("field", "civil_status"): Text("Hộ tịch", "Civil status"),
    ("field", ""): Text("(không có)", "(none)"),
    ("leg", "tax"): Text("Xác định nghĩa vụ tài chính", "Financial obligations"),
    ("role", "ward_chair"): Text("Chủ tịch Ủy ban nhân dân", "Chair of the people's committee"),
    ("channel", "email"): Text("Thư điện tử", "E-mail"),
    ("window", "working"): Text("Giờ làm việc", "Working hours"),
    ("template", "accepted"): Text("accepted", "accepted"),
}
