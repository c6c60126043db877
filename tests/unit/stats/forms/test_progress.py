"""Indicator 2.1 judges every dossier by when it ended."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.stats.domain.dossiers import DossierChange
from services.stats.domain.forms.progress import Ending, is_in_time, progress_of
from tests.unit.stats.forms.counted import places
from tests.unit.stats.stories import at, change, fold, on, saying

DUE = datetime(2026, 3, 10, 10, tzinfo=UTC)
BEFORE, AFTER = DUE - timedelta(hours=1), DUE + timedelta(hours=1)
END = datetime(2026, 3, 31, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("dossier", "in_time"),
    [
        (Ending(DUE, finished_at=DUE), True),
        (Ending(DUE, finished_at=AFTER), False),
        (Ending(DUE, finished_at=BEFORE, returned_at=AFTER), True),
        (Ending(DUE, returned_at=AFTER), False),
        (Ending(DUE, stopped_at=BEFORE), True),
        (Ending(DUE, stopped_at=AFTER), False),
        (Ending(DUE, open_requests=(BEFORE,)), True),
        (Ending(DUE, open_requests=(AFTER,)), False),
        (Ending(DUE, open_requests=(BEFORE, BEFORE)), False),
        (Ending(DUE, finished_at=AFTER, supplemented=timedelta(hours=2)), True),
        (Ending(DUE), False),
        (Ending(END), True),
    ],
)
def test_the_end_time_rule(dossier: Ending, *, in_time: bool) -> None:
    """Finished, else returned, else stopped; one open request ends it, two are late; else the period ends it."""
    assert is_in_time(dossier, END) is in_time


def test_progress_from_counters() -> None:
    """Received or carried over, less what ended late, what is late still, and what was asked for too much."""
    before = {"received:late": 2}
    during = {"received:pending": 8, "resolved:late": 1, "resolved:stopped": 2, "over_asked": 2}
    during |= {"ended_late:late": 1, "ended_late:stopped": 1}
    until = {
        "received:late": 2,
        "received:pending": 8,
        "due": 4,
        "cleared": 1,
        "over_asked": 2,
        "no_longer_over_asked": 1,
    }
    progress = progress_of(before, during, until)
    assert (progress.handled, progress.late, progress.in_time) == (10, 6, 4)


@st.composite
def supplemented(draw: st.DrawFn) -> list[tuple[int, str]]:
    """Return a dossier received on day 0 as days with what happened: asked (perhaps twice), supplied, ended."""
    days = sorted(draw(st.lists(st.integers(1, 14), unique=True, max_size=7)))
    story: list[tuple[int, str]] = []
    for day in days:
        following = {"asked": ["asked", "supplied", "stopped"]}.get(story[-1][1] if story else "", _RUNNING)
        step = draw(st.sampled_from(following))
        story.append((day, step))
        if step in {"finished", "stopped"}:
            break
    return story


_RUNNING = ["asked", "finished", "stopped"]
_DUE = 4
_HOUR = 9  # the due time of `change`; everything else happens at 3


def events_of(story: list[tuple[int, str]]) -> list[DossierChange]:
    """Return the story as intake tells it: a due date moves by what a supplement took, one that has passed does not."""
    due, asked = _DUE, None
    events = [change(0, due=due)]
    for day, step in story:
        if step == "asked":
            asked = day if asked is None else asked
            events.append(change(day, status=5, said=saying(day, standing_still=True, supplement=True)))
            continue
        moved = due + day - asked if asked is not None and asked <= due else due
        running, due = asked is None, moved
        asked = None
        if step == "supplied":
            events.append(change(day, due=due, said=saying(day)))
        elif step == "finished":
            outcome = "late" if day > due else "on_time"
            events.append(change(day, status=9, due=due, finished=day, outcome=outcome))
        else:
            events.append(change(day, status=8, due=due if running else None, finished=day, outcome="stopped"))
    return events


def ending_of(story: list[tuple[int, str]]) -> Ending:
    """Return what the rule looks at; supplements are taken off up to the end."""
    asked: list[int] = []
    taken, ends = 0, dict[str, datetime]()
    for day, step in story:
        if step == "asked":
            asked.append(day)
            continue
        taken += day - asked[0] if asked else 0
        asked.clear()
        ends[step] = at(day)
    return Ending(
        due_at=at(_DUE, _HOUR),
        finished_at=ends.get("finished"),
        stopped_at=ends.get("stopped"),
        open_requests=tuple(at(day) for day in asked),
        supplemented=timedelta(days=taken),
    )


@settings(deadline=None)  # a loaded machine is no fault of the rule
@given(supplemented(), st.integers(0, 16))
def test_counters_judge_as_the_rule_does(story: list[tuple[int, str]], last: int) -> None:
    """At the end of any day: the counters of a dossier say what the end-time rule says of its story up to then."""
    state = fold(events_of(story))
    assert state is not None
    (measures,) = places([state], date.min, on(last)).values()
    known = [(day, step) for day, step in story if day <= last]
    progress = progress_of({}, measures, measures)
    assert progress.handled == 1
    assert progress.in_time == is_in_time(ending_of(known), at(last, 16))
