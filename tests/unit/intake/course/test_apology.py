"""Apologies: in time, late or missing; one new date; and nothing that is late becomes on time by it."""

from dataclasses import replace

import pytest

from services.intake.application.dossiers.lifecycle import lifecycle_event
from services.intake.domain.commands import Accept, Apologise, File, RequestSupplement, Tick
from services.intake.domain.decide import open_dossier
from services.intake.domain.derived import course_words
from services.kernel.status import Outcome
from tests.unit.intake.desk import COURSE, Case, LimitRules, at, filed, filing, in_process, refused, route

NEW_DATE = at("2024-05-14 17:00")
DONE_LATE = "2024-05-13 09:00"


def _sorry(moment: str, **changes: object) -> Apologise:
    return replace(Apologise(at=at(moment), reason="complex_case", new_date=NEW_DATE), **changes)  # type: ignore[arg-type] # any field


def _kinds(case: Case) -> list[str]:
    return [violation.kind for violation in case.dossier.violations]


@pytest.mark.parametrize(
    ("sent", "verdict", "kinds"),
    [
        ("2024-05-07 23:59", "in_time", []),
        ("2024-05-08 00:00", "sent_late", ["apology_late"]),
        ("2024-05-09 08:00", "sent_late", ["apology_missing", "apology_late"]),
    ],
)
def test_an_apology_is_due_the_day_before_the_due_day(sent: str, verdict: str, kinds: list[str]) -> None:
    """Due Wednesday 8 May: Tuesday is in time, Wednesday late, and on Thursday it had been missing besides."""
    case = in_process()
    case.hear(_sorry(sent))
    apology = case.dossier.apology
    assert apology is not None
    assert (apology.verdict, apology.instead_of, apology.promised_at) == (verdict, at("2024-05-08 08:00"), NEW_DATE)
    assert _kinds(case) == kinds


def test_a_city_may_take_apologies_until_the_due_date() -> None:
    """The days before are the pack's; with none, the due day itself is in time."""
    case = in_process()
    case.rules.course_rules = replace(COURSE, apology_days_before=0)
    case.hear(_sorry("2024-05-08 16:00"))
    assert course_words(case.dossier) == {"apology": "in_time"}


def test_a_new_date_is_promised_and_the_dossier_stays_late() -> None:
    """The promise moves, the due date does not: finished within the new date it is late all the same."""
    case = in_process()
    case.hear(_sorry("2024-05-07 09:00"))
    event = lifecycle_event(case.facts[-1])
    assert (event.promised_at, event.due_at) == (NEW_DATE, at("2024-05-08 08:00"))
    case.hear(route(DONE_LATE, "route_completed"))
    assert case.dossier.outcome is Outcome.LATE
    assert course_words(case.dossier) == {"apology": "in_time"}
    assert _kinds(case) == []


def test_a_dossier_may_be_rescheduled_once() -> None:
    """A second apology is refused and changes nothing."""
    case = in_process()
    case.hear(_sorry("2024-05-07 09:00"))
    assert refused(case, _sorry("2024-05-07 10:00")).reason == "apology_repeated"


@pytest.mark.parametrize("new_date", ["2024-05-08 08:00", "2024-05-07 17:00"])
def test_the_new_date_lies_after_the_due_date(new_date: str) -> None:
    """Another date than a later one would be no extension."""
    assert refused(in_process(), _sorry("2024-05-07 09:00", new_date=at(new_date))).reason == "apology_date_not_later"


def test_a_reason_is_one_of_the_list() -> None:
    """The form prints its text."""
    assert refused(in_process(), _sorry("2024-05-07 09:00", reason="busy")).reason == "apology_reason_unknown"


def test_nothing_is_to_be_apologised_for_before_reception_or_after_the_end() -> None:
    """Only a running or paused clock can be late."""
    assert refused(filed(), _sorry("2024-05-07 09:00")).reason == "transition_not_allowed"
    done = in_process()
    done.hear(route("2024-05-06 10:00", "route_completed"))
    assert refused(done, _sorry("2024-05-07 09:00")).reason == "transition_not_allowed"


def test_under_a_standing_clock_the_time_that_is_left_decides() -> None:
    """Paused with 15 h left on Monday, an apology on Friday 17 May is in time for what would be due on Tuesday."""
    case = in_process()
    case.hear(RequestSupplement(at=at("2024-05-06 09:00")))
    case.hear(_sorry("2024-05-17 17:00", new_date=at("2024-05-30 17:00")))
    apology = case.dossier.apology
    assert apology is not None
    assert (apology.verdict, apology.instead_of) == ("in_time", at("2024-05-21 16:00"))


def test_a_missing_apology_is_noticed_when_the_due_day_is_over() -> None:
    """The violation is dated by the rule, not by who notices it, and noticing twice is noticing once."""
    case = in_process()
    assert case.hear(Tick(at=at("2024-05-08 23:59"))) == []
    assert case.hear(Tick(at=at("2024-05-09 07:00"))) == ["ApologyMissed"]
    assert case.hear(Tick(at=at("2024-05-10 07:00"))) == []
    assert [(each.kind, each.at) for each in case.dossier.violations] == [("apology_missing", at("2024-05-09 00:00"))]
    assert dict(lifecycle_event(case.facts[-1]).attributes) == {"apology": "none"}


def test_it_does_not_matter_whether_the_timer_or_the_result_comes_first() -> None:
    """Every step notices what time should have brought by then."""
    ticked, unticked = in_process(), in_process()
    ticked.hear(Tick(at=at("2024-05-09 07:00")))
    for case in (ticked, unticked):
        case.hear(route(DONE_LATE, "route_completed"))
    assert ticked.dossier.violations == unticked.dossier.violations
    assert course_words(unticked.dossier) == {"apology": "none"}


def _backfilled(**attributes: str) -> Case:
    rules = LimitRules()
    told = replace(filing(at("2024-05-06 08:00")), backfill=True, attributes=attributes)
    case = Case(open_dossier(File(at=told.filed_at, filing=told), rules).dossier, rules)
    case.hear(Accept(at=told.filed_at))
    case.hear(route("2024-05-06 08:00", "route_opened"))
    return case


@pytest.mark.parametrize(
    ("attributes", "kinds", "word"),
    [
        ({}, ["apology_missing"], "none"),
        ({"apology": "none"}, ["apology_missing"], "none"),
        ({"apology": "sent_late"}, ["apology_late"], "sent_late"),
        ({"apology": "in_time"}, [], "in_time"),
    ],
)
def test_paper_records_are_judged_at_the_finish(attributes: dict[str, str], kinds: list[str], word: str) -> None:
    """No timer wakes for the past; what the record tells of an apology holds, and none told is none sent."""
    case = _backfilled(**attributes)
    assert case.hear(Tick(at=at("2024-06-01 08:00"))) == []
    assert case.dossier.wake_at is None
    assert case.hear(route(DONE_LATE, "route_completed")) == ["Completed"]
    assert _kinds(case) == kinds
    assert lifecycle_event(case.facts[-1]).attributes["apology"] == word


def test_a_dossier_in_time_has_nothing_to_tell() -> None:
    """An apology for what was then on time after all is not counted with the late ones."""
    case = in_process()
    case.hear(_sorry("2024-05-07 09:00"))
    case.hear(route("2024-05-08 16:00", "route_completed"))
    assert (case.dossier.outcome, course_words(case.dossier)) == (Outcome.ON_TIME, {})
