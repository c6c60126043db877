"""What a dossier contributes: the pause rules, outcomes, refusal, and the prefix sums that reports read."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.stats.domain.dossiers import CLEARED, DUE, DossierChange, DossierState, contribution
from services.stats.domain.entries import NOTHING, Contribution, deltas
from services.stats.domain.figures import Figures
from tests.unit.stats.stories import CELL, STORIES, at, change, fold, lives, on

Cells = dict[tuple[str, str], int]


def told(state: DossierState | None) -> set[tuple[str, date]]:
    return {(entry.measure, entry.day) for entry in contribution(state)}


def spread(old: Contribution, new: Contribution, cells: Cells) -> None:
    for counter, path, amount in deltas(old, new):
        cells[counter, path] = cells.get((counter, path), 0) + amount


@given(STORIES)
def test_folding_events_one_by_one_gives_the_contribution_of_the_final_fact(story: list[DossierChange]) -> None:
    """Whatever the events are, the sum of their deltas is what the last state contributes."""
    cells: Cells = {}
    for length in range(len(story)):
        spread(contribution(fold(story[:length])), contribution(fold(story[: length + 1])), cells)
    expected: Cells = {}
    spread(NOTHING, contribution(fold(story)), expected)
    assert {cell: n for cell, n in cells.items() if n} == expected


@given(STORIES)
def test_cleared_exists_only_with_due(story: list[DossierChange]) -> None:
    """A dossier that has no due date can neither be late nor stop being late."""
    measures = {entry.measure for entry in contribution(fold(story))}
    assert CLEARED not in measures or DUE in measures


@given(st.lists(lives(), max_size=6))
def test_prefix_sums_equal_looking_at_every_dossier(stories: list[list[DossierChange]]) -> None:
    """Pending and late on any past day, from sums of day contributions alone, are what a look at each dossier says."""
    states = [state for story in stories if (state := fold(story)) is not None]
    entries = [entry for state in states for entry in contribution(state)]
    for day in map(on, range(40)):
        total = Counter[str]()
        for entry in entries:
            total[entry.measure.partition(":")[0]] += entry.day <= day
        assert total["received"] - total["resolved"] == sum(is_pending(state, day) for state in states)
        assert total["due"] - total["cleared"] == sum(is_late(state, day) for state in states)


def is_pending(state: DossierState, day: date) -> bool:
    assert state.received_on is not None
    return state.received_on <= day and (state.resolved_on is None or state.resolved_on > day)


def is_late(state: DossierState, day: date) -> bool:
    return state.due_on is not None and state.due_on <= day and (state.resolved_on is None or state.resolved_on > day)


def test_a_received_dossier_is_pending_and_due() -> None:
    """Reception counts on its local day, the due date on the day that it falls on."""
    assert told(fold([change(0, due=3)])) == {("received:pending", on(0)), ("due", on(3))}


def test_pausing_takes_the_due_day_away_and_resuming_sets_the_new_one() -> None:
    """While the clock stands still no due day counts."""
    paused = [change(0, due=3), change(2, status=5)]
    waiting = {("awaiting", on(2))}
    assert told(fold(paused)) == {("received:awaiting_supplement", on(0)), *waiting}
    resumed = {("received:pending", on(0)), ("due", on(6)), ("no_longer_awaiting", on(5)), *waiting}
    assert told(fold([*paused, change(5, due=6)])) == resumed


def test_a_change_after_expiry_never_moves_the_due_day() -> None:
    """An overdue dossier stays overdue from the same day, paused, extended or not."""
    overdue = [change(0, due=3), change(4, status=5), change(5, due=9)]
    assert ("due", on(3)) in told(fold(overdue))
    assert ("due", on(9)) not in told(fold(overdue))


@pytest.mark.parametrize(("finished", "outcome", "cleared"), [(1, "early", 3), (3, "on_time", 3), (5, "late", 5)])
def test_a_finished_dossier_is_cleared_on_the_later_of_due_and_resolved(
    finished: int, outcome: str, cleared: int
) -> None:
    """So that sums up to any day tell what was late on it."""
    state = fold([change(0, due=3), change(finished, status=9, due=3, finished=finished, outcome=outcome)])
    assert told(state) == {
        (f"received:{outcome}", on(0)),
        (f"resolved:{outcome}", on(finished)),
        ("due", on(3)),
        ("cleared", on(cleared)),
    } | ({("ended_late:late", on(finished))} if outcome == "late" else set())


def test_withdrawal_while_paused_is_resolved_without_due() -> None:
    """Nothing was due when it ended, so nothing is cleared."""
    state = fold([change(0, due=3), change(1, status=5), change(2, status=8, finished=2, outcome="withdrawn")])
    waited = {("awaiting", on(1)), ("no_longer_awaiting", on(2))}
    assert told(state) == {("received:withdrawn", on(0)), ("resolved:withdrawn", on(2)), *waited}


def test_the_end_of_the_clock_keeps_the_due_day() -> None:
    """A final event without a due date says that the clock stopped, not that nothing was due."""
    state = fold([change(0, due=3), change(2, status=8, finished=2, outcome="stopped")])
    assert {("due", on(3)), ("cleared", on(3))} <= told(state)


def test_returning_the_result_is_counted_apart() -> None:
    """Status 10 comes after the end that is counted, and is an event of its own day."""
    finished = [change(0, due=3), change(2, status=9, due=3, finished=2, outcome="early")]
    returned = change(8, status=10, finished=2, outcome="early", returned=8)
    assert told(fold([*finished, returned])) - told(fold(finished)) == {("returned", on(8))}


def test_a_dossier_is_served_the_same_day_if_its_result_is_in_hand() -> None:
    """A result that waits for its applicant is no hit: a figure of a day would else fall when they come later."""
    finished = [change(0, due=3), change(0, status=9, due=3, finished=0, outcome="early")]
    assert ("same_day", on(0)) not in told(fold(finished))
    assert ("same_day", on(0)) in told(fold([*finished, change(0, finished=0, outcome="early", returned=0)]))
    assert ("same_day", on(0)) not in told(fold([*finished, change(1, finished=0, outcome="early", returned=1)]))
    withdrawn = [change(0, due=3), change(0, finished=0, outcome="withdrawn")]
    assert ("same_day", on(0)) not in told(fold(withdrawn))


@pytest.mark.parametrize(("hour", "bucket"), [(3, "1"), (4, "60"), (6, "180")])
def test_what_was_finished_at_once_is_measured_in_minutes(hour: int, bucket: str) -> None:
    """By the ladder of histograms; what took longer than its day is not."""
    ended = change(0, due=3, outcome="early")._replace(finished_at=at(0, hour))
    assert (f"minutes:{bucket}", on(0)) in told(fold([change(0, due=3), ended]))
    later = change(1, due=3, finished=1, outcome="early")
    assert not [measure for measure, _ in told(fold([change(0, due=3), later])) if measure.startswith("minutes")]


def test_a_refused_filing_counts_as_refused_only() -> None:
    """It was never received (domain §14)."""
    filed = change(0, status=1, received=None)
    assert told(fold([filed])) == set()
    refused = change(1, status=3, received=None, outcome="refused", finished=1)
    assert told(fold([filed, refused])) == {("refused", on(1))}


def test_a_filing_withdrawn_before_reception_counts_nowhere() -> None:
    """Otherwise pending dossiers would become fewer than none."""
    assert told(fold([change(0, received=None), change(1, received=None, outcome="withdrawn", finished=1)])) == set()


def test_changed_dimensions_move_the_whole_contribution() -> None:
    """What was counted under the old agency is taken out of it again."""
    moved = fold([change(0, due=3), change(1, due=3, cell=CELL._replace(agency="H90.01"))])
    assert {entry.cell.agency for entry in contribution(moved)} == {"H90.01"}


def test_a_parent_of_a_group_is_counted_as_a_group_alone() -> None:
    """Its children are in the columns of report form 06, at their agencies; it is in none of them."""
    waiting = fold([change(0, status=1, received=None, group=True)])
    assert told(waiting) == set()
    ended = fold([change(0, due=3, group=True), change(5, due=3, finished=5, outcome="late", group=True)])
    assert told(ended) == {("groups:late", on(0))}
    figures = Figures(during={"groups:late": 2, "received:late": 6})
    assert (figures.interlinked_groups, figures.received) == (2, 6)
