"""Judges what routing told of a dossier, from its events alone: a legal end, joins, attempts, and the clock again."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from services.contracts.events import progress
from services.contracts.events.progress import RouteEvent
from services.kernel.working_time import WorkingCalendar
from services.routing.domain.plan import Plan
from tests.component.routing.kills.courses import Course, Life

__all__ = ["ENDS", "judge", "used_minutes"]

ENDS = (progress.RouteCompleted, progress.RouteCancelled)


def judge(life: Life, plan: Plan, events: Sequence[RouteEvent]) -> Iterator[str]:
    """Everything that is wrong with one dossier; `events` are the first occurrences, in order."""
    told = [event for event in events if not isinstance(event, progress.ReportRejected)]
    yield from _ends(life, plan, told)
    yield from _attempts(told)
    yield from _order(plan, told)
    yield from _clocks(plan, told)


def _ends(life: Life, plan: Plan, told: Sequence[RouteEvent]) -> Iterator[str]:
    kinds = Counter(type(event) for event in told)
    if kinds[progress.RouteOpened] != 1 or sum(kinds[end] for end in ENDS) != 1:
        yield "not opened and ended exactly once"
        return
    if not isinstance(told[-1], ENDS):
        yield "something was told after the end"
    completed = kinds[progress.RouteCompleted] == 1
    if not life.may_end_either_way and completed is not (life.course is not Course.FAILED):
        yield "ended in the wrong way"
    passed = {event.leg for event in told if isinstance(event, (progress.LegFinished, progress.LegSkipped))}
    if completed and not passed >= set(plan.last):
        yield "completed without its last legs"


def _attempts(told: Sequence[RouteEvent]) -> Iterator[str]:
    for kind in (progress.LegDispatched, progress.LegAcknowledged, progress.LegFinished, progress.LegReturned):
        found = Counter((event.leg, event.attempt) for event in told if isinstance(event, kind))
        yield from (f"{kind.__name__} of {leg}/{number} twice" for (leg, number), n in found.items() if n > 1)
    numbers: dict[str, list[int]] = {}
    for event in told:
        if isinstance(event, progress.LegDispatched):
            numbers.setdefault(event.leg, []).append(event.attempt)
    yield from (f"attempts of {leg}: {n}" for leg, n in numbers.items() if n != list(range(1, len(n) + 1)))


def _order(plan: Plan, told: Sequence[RouteEvent]) -> Iterator[str]:
    """No leg before those that it waits for; a join fires once, right before its leg."""
    done: set[str] = set()
    joined: Counter[str] = Counter()
    for event in told:
        match event:
            case progress.LegFinished() | progress.LegSkipped():
                done.add(event.leg)
            case progress.RouteJoined():
                joined[event.leg] += 1
            case progress.LegDispatched() if not done >= set(plan.legs[event.leg].after):
                yield f"{event.leg} was dispatched too early"
            case progress.LegDispatched() if plan.legs[event.leg].joins and not joined[event.leg]:
                yield f"{event.leg} was dispatched without its join"
    yield from (f"{leg} joined {times} times" for leg, times in joined.items() if times > 1)


def _clocks(plan: Plan, told: Sequence[RouteEvent]) -> Iterator[str]:
    for event in told:
        if not isinstance(event, progress.LegFinished):
            continue
        planned = plan.legs[event.leg]
        about = [each for each in told if isinstance(each, progress.LegEvent) and _same(each, event)]
        counted = used_minutes(about, planned.calendar)
        if event.used_minutes != counted:
            yield f"{event.leg}/{event.attempt} used {event.used_minutes} minutes, counted again {counted}"
        overrun = max(0, counted - planned.limit_minutes) if planned.limit_minutes is not None else 0
        if event.overrun_minutes != overrun:
            yield f"{event.leg}/{event.attempt} overran {event.overrun_minutes} minutes, counted again {overrun}"


def _same(one: progress.LegEvent, other: progress.LegEvent) -> bool:
    return (one.leg, one.attempt) == (other.leg, other.attempt)


def used_minutes(about: Sequence[progress.LegEvent], calendar: WorkingCalendar) -> int:
    """The working time of one attempt, from when its clock began, stood still, went on and ended."""
    since: datetime | None = None
    used = timedelta()
    for event in about:
        begins = isinstance(event, (progress.LegDispatched, progress.LegResumed))
        ends = isinstance(event, (progress.LegPaused, progress.ObligationNotified, progress.LegFinished))
        if begins and since is None:
            since = event.occurred_at
        if ends and since is not None:
            used += calendar.elapsed(since, event.occurred_at)
            since = None
    return used // timedelta(minutes=1)
