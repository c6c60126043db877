"""Dossiers as random stories of lifecycle changes, for properties over any sequence of events."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from services.kernel.times import local_day
from services.stats.domain.cells import DossierCell, Profile, profile_key
from services.stats.domain.dossiers import DossierChange, DossierState, absorb
from services.stats.domain.particulars import Particular

START = datetime(2026, 11, 2, 3, tzinfo=UTC)
PROFILE = Profile("direct", assisted=False, tags=("no_appointment",), field="land", tier="district", attributes=())
CELL = DossierCell("H90.20.01", "H90", "1.012753@1", profile_key(PROFILE))


def at(day: int, hour: int = 3) -> datetime:
    """Return an instant so many days after the start; hour 3 UTC is 10:00 in Viet Nam."""
    return START.replace(hour=hour) + timedelta(days=day)


def on(day: int) -> date:
    return local_day(at(day))


def change(
    day: int,
    *,
    status: int = 4,
    received: int | None = 0,
    due: int | None = None,
    finished: int | None = None,
    outcome: str | None = None,
    cell: DossierCell = CELL,
    group: bool = False,
    returned: int | None = None,
    said: Particular | None = None,
) -> DossierChange:
    """Return what a lifecycle event on that day says; days count from the start."""
    return DossierChange(
        occurred_at=at(day),
        cell=cell,
        status=status,
        received_at=None if received is None else at(received),
        due_at=None if due is None else at(due, 9),
        finished_at=None if finished is None else at(finished),
        outcome=outcome,
        group=group,
        returned_at=None if returned is None else at(returned),
        what="completed",
        by="officer:an",
        said=said,
    )


def saying(day: int, **what: Any) -> Particular:
    """Return what else an event on that day says."""
    return Particular(on(day), **what)


def fold(changes: Iterable[DossierChange]) -> DossierState | None:
    state: DossierState | None = None
    for each in changes:
        state = absorb(state, each)
    return state


DAYS = st.integers(0, 12)
SAYINGS = st.builds(
    saying,
    DAYS,
    standing_still=st.booleans(),
    apology=st.sampled_from(["", "in_time", "sent_late", "none"]),
    recorded=st.booleans(),
    pages=st.integers(0, 3),
    valid_to=st.none() | DAYS.map(on),
    supplement=st.booleans(),
    fee=st.sampled_from([0, 50_000]),
    payment=st.none() | st.tuples(st.sampled_from(["cash", "card"]), st.integers(0, 50_000)),
    components=st.none() | st.tuples(st.integers(4, 5), st.integers(0, 2), st.integers(0, 2)),
    lacks=st.none() | st.sampled_from([(), ("applicant",), ("applicant", "contact")]),
    plans=st.sampled_from([(), ("580/KH-UBND",)]),
)
CHANGES = st.builds(
    change,
    DAYS,
    status=st.sampled_from([1, 4, 5, 6]),
    received=st.none() | st.just(0),
    due=st.none() | DAYS,
    finished=st.none() | DAYS,
    outcome=st.sampled_from([None, None, None, "early", "on_time", "late", "withdrawn", "stopped", "refused"]),
    cell=st.sampled_from([CELL, CELL._replace(agency="H90.01")]),
    returned=st.none() | DAYS,
    said=st.none() | SAYINGS,
)
STORIES = st.lists(CHANGES, max_size=12)


@st.composite
def lives(draw: st.DrawFn) -> list[DossierChange]:
    """Return a life as it can be: received, paused and resumed in the order of time, perhaps resolved."""
    days = sorted(draw(st.lists(DAYS, min_size=1, max_size=8)))
    received, *later = days
    due = received + draw(st.integers(0, 6))
    story = [change(received, received=received, due=due)]
    running = True
    for day in later[:-1]:
        if not running:
            due = max(due, day) + draw(st.integers(0, 4))
        running = not running
        story.append(change(day, status=4 if running else 5, received=received, due=due if running else None))
    resolved: bool = draw(st.booleans())
    if later and resolved:
        outcome = draw(st.sampled_from(["on_time", "withdrawn", "stopped"]))
        kept = due if running else None
        story.append(change(later[-1], received=received, due=kept, finished=later[-1], outcome=outcome))
    return story
