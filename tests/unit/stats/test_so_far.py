"""What is late while the day lasts, from counters: as the late list has it."""

from collections.abc import Mapping
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.stats.application.so_far import so_far
from services.stats.domain.dossiers import DossierChange, DossierState, contribution
from services.stats.domain.figures import Figures, Measures
from tests.unit.stats.stories import fold, lives, on


def is_late_now(state: DossierState, day: date) -> bool:
    """Its due day is over, and nothing that happened up to now has ended it."""
    return state.due_on is not None and state.due_on < day and (state.resolved_on is None or state.resolved_on > day)


def was_late(state: DossierState, day: date) -> bool:
    """At the end of the day."""
    return state.due_on is not None and state.due_on <= day and (state.resolved_on is None or state.resolved_on > day)


@given(st.lists(lives(), max_size=6), st.integers(0, 25), st.integers(0, 30))
async def test_late_now_is_due_before_today_and_not_ended(
    stories: list[list[DossierChange]], day: int, ahead: int
) -> None:
    """However far ahead a period ends, and whatever falls due today; a period that is over is judged at its end."""
    states = [state for story in stories if (state := fold(story)) is not None]

    async def read(first: date, last: date) -> Mapping[str, Measures]:
        sums: Measures = {}
        for entry in (each for state in states for each in contribution(state) if first <= each.day <= last):
            sums[entry.measure] = sums.get(entry.measure, 0) + entry.amount
        return {"all": sums}

    until = (await so_far(read, on(day))(date.min, on(day + ahead))).get("all", {})
    assert Figures(until=until).pending_late == sum(is_late_now(state, on(day)) for state in states)
    past = (await so_far(read, on(day + 1))(date.min, on(day))).get("all", {})
    assert Figures(until=past).pending_late == sum(was_late(state, on(day)) for state in states)
