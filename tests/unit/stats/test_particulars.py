"""What is counted of a dossier besides its columns in form 06."""

from datetime import date
from typing import Any

import bson
from hypothesis import given
from hypothesis import strategies as st

from services.stats.application.dossier_rows import dump_dossier, load_dossier
from services.stats.domain.course import CourseStep, steps_of
from services.stats.domain.dossiers import DossierChange, DossierState, contribution
from services.stats.domain.particulars import NOTHING_SPECIAL, Particulars
from tests.unit.stats.stories import CELL, STORIES, at, change, fold, on, saying

RECEIVED = change(0, due=3)
FINISHED = change(5, status=9, due=3, finished=5, outcome="late")


def amounts(*story: DossierChange) -> dict[tuple[str, date], int]:
    """Return everything but the columns, by measure and day."""
    plain = {"received", "resolved", "due", "cleared", "ended_late"}
    entries = contribution(fold(story))
    return {(e.measure, e.day): e.amount for e in entries if e.measure.partition(":")[0] not in plain}


def says(day: int, **what: Any) -> DossierChange:
    return change(day, due=3, said=saying(day, **what))


@given(STORIES)
def test_a_state_survives_being_stored(story: list[DossierChange]) -> None:
    """What is read back counts the same."""
    state = fold(story)
    if state is not None:
        assert load_dossier(dump_dossier(state)) == state


def test_every_particular_survives_being_stored() -> None:
    """None of them comes back as another type, which would make it another one."""
    full = Particulars(
        stops=((on(0), on(1)), (on(2), None)),
        requests=1,
        awaiting=((on(0), None),),
        over_asked=((on(3), on(4)),),
        apology="none",
        recorded=True,
        files=((on(3), 2, on(9)), (on(5), 1, None)),
        supplements=(on(1), on(1)),
        fee=7,
        payments=((on(0), "cash", 7),),
        components=(3, 1, 1),
        lacks=("contact",),
        plans=("580/KH-UBND",),
    )
    for particulars in (full, NOTHING_SPECIAL, NOTHING_SPECIAL._replace(lacks=())):
        state = DossierState(CELL, "pending", particulars=particulars)
        assert load_dossier(bson.decode(bson.encode({"s": dump_dossier(state)}))["s"]) == state
    assert not [name for name, value in full._asdict().items() if value == NOTHING_SPECIAL._asdict()[name]]


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=12))
def test_never_more_than_once_and_never_less_than_not_paused(story: list[tuple[int, bool]]) -> None:
    """At the end of any day a dossier stands still or not, in whatever order the days of its stops come."""
    entries = contribution(fold([RECEIVED, *(says(day, standing_still=still) for day, still in story)]))
    for day in map(on, range(12)):
        sums = [sum(e.amount for e in entries if e.measure == m and e.day <= day) for m in ("paused", "unpaused")]
        assert sums[0] - sums[1] in {0, 1}


def test_the_days_on_which_the_clock_stood_still() -> None:
    """A stop of hours counts nowhere, one that ends at night is one, and the end of a dossier ends it."""
    hours = (says(1, standing_still=True), says(1))
    assert amounts(RECEIVED, *hours) == {}
    assert amounts(RECEIVED, says(1, standing_still=True), FINISHED) == {("paused", on(1)): 1, ("unpaused", on(5)): 1}
    again = (says(1, standing_still=True), says(2), says(2, standing_still=True), says(4))
    assert amounts(RECEIVED, *again) == {("paused", on(1)): 1, ("unpaused", on(4)): 1}


def test_an_apology_counts_on_the_due_day_as_what_became_of_it() -> None:
    """Missing turns into late when it is sent after all, and is no longer told of what ended in time."""
    missing, late = says(4, apology="none"), says(5, apology="sent_late")
    assert amounts(RECEIVED, missing) == {("apology_missing", on(3)): 1}
    assert amounts(RECEIVED, missing, late) == {("apology_late", on(3)): 1}
    in_time = says(2, apology="in_time")
    assert amounts(RECEIVED, in_time) == {("apology_sent", on(3)): 1}
    ended = change(3, due=3, finished=3, outcome="on_time")
    assert amounts(RECEIVED, in_time, ended) == {}


def test_results_as_files_count_their_pages_while_they_are_valid() -> None:
    """A better scan takes the place of the first one from its day on; pages leave the day after their validity."""
    first = FINISHED._replace(said=saying(6, pages=4))
    better = FINISHED._replace(said=saying(7, pages=3, valid_to=on(9)))
    assert amounts(RECEIVED, FINISHED, first) == {("pages", on(6)): 4, ("finished_digitised", on(5)): 1}
    assert amounts(RECEIVED, FINISHED, first, better) == {
        ("pages", on(6)): 4,
        ("pages_lapsed", on(7)): 4,
        ("pages", on(7)): 3,
        ("pages_lapsed", on(10)): 3,
        ("finished_digitised", on(5)): 1,
    }
    outdated = FINISHED._replace(said=saying(7, pages=4, valid_to=on(1)))
    assert amounts(RECEIVED, FINISHED, first, outdated)["pages_lapsed", on(7)] == 8
    again = FINISHED._replace(said=saying(6, pages=5))
    assert amounts(RECEIVED, FINISHED, first, again) == {("pages", on(6)): 5, ("finished_digitised", on(5)): 1}


def test_a_return_is_complete_with_a_result_record() -> None:
    """Known by its reference at the finish or by its file."""
    returned = change(8, due=3, finished=5, outcome="late", returned=8)
    assert amounts(RECEIVED, FINISHED, returned) == {("returned", on(8)): 1}
    recorded = change(5, due=3, finished=5, outcome="late", said=saying(5, recorded=True))
    assert amounts(RECEIVED, recorded, returned) == {("returned", on(8)): 1, ("returned_recorded", on(8)): 1}


def test_fees_count_by_method_on_the_days_they_were_paid() -> None:
    """One dossier once a method, and every dong on its day."""
    parts = [says(1, payment=("cash", 100)), says(2, payment=("cash", 50)), says(2, payment=("card", 7))]
    assert amounts(change(0, due=3, said=saying(0, fee=157)), *parts) == {
        ("fee_due", on(0)): 1,
        ("fee_cashless", on(0)): 1,
        ("fee_paid:cash", on(1)): 1,
        ("fee_paid:card", on(2)): 1,
        ("fee_vnd:cash", on(1)): 100,
        ("fee_vnd:cash", on(2)): 50,
        ("fee_vnd:card", on(2)): 7,
    }


def test_what_was_not_entered_counts_only_if_it_was_told() -> None:
    """Events of older versions say nothing about it; a result is missing from the finish on."""
    assert amounts(RECEIVED, FINISHED) == {}
    told = change(0, due=3, said=saying(0, lacks=("contact",)))
    assert amounts(told) == {("missing:contact", on(0)): 1}
    assert amounts(told, FINISHED) == {("missing:contact", on(0)): 1, ("missing:result", on(5)): 1}
    entered = says(1, lacks=(), recorded=True)
    assert amounts(told, entered, FINISHED) == {}


def test_papers_and_supplements() -> None:
    """Papers count on the day of reception, requests on their own days."""
    story = (says(0, components=(5, 1, 2)), says(2, supplement=True), says(2, supplement=True), says(3))
    assert amounts(*story) == {
        ("components_asked", on(0)): 5,
        ("components_waived", on(0)): 1,
        ("components_reused", on(0)): 2,
        ("supplements", on(2)): 2,
    }


def test_the_course_tells_steps_times_and_actors() -> None:
    """In the order of the events, exact to the second."""
    state = fold([RECEIVED, FINISHED._replace(by="", what="fee_paid")])
    assert state is not None
    assert list(steps_of(state.course)) == [
        CourseStep("completed", at(0), "officer:an"),
        CourseStep("fee_paid", at(5), ""),
    ]
    assert list(steps_of("")) == []
