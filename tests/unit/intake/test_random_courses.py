"""Random courses of a dossier: whatever comes in whatever order, the table holds and no pause is lost."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.domain.commands import (
    Accept,
    Command,
    FileSupplement,
    Refuse,
    RequestSupplement,
    ReturnResult,
    Stop,
    Withdraw,
)
from services.intake.domain.errors import RuleError
from services.kernel.clock_ledger import ClockState
from services.kernel.status import NEXT, Status
from services.kernel.times import VIETNAM
from tests.unit.intake.desk import Case, at, filed, obligation, payment, route

Make = Callable[[str], Command]
_MAKES: dict[str, Make] = {
    "accept": lambda now: Accept(at=at(now)),
    "refuse": lambda now: Refuse(at=at(now), reason="not_competent"),
    "ask": lambda now: RequestSupplement(at=at(now)),
    "papers": lambda now: FileSupplement(at=at(now)),
    "withdraw": lambda now: Withdraw(at=at(now)),
    "grant": lambda now: Withdraw(at=at(now), step="granted"),
    "take_back": lambda now: Withdraw(at=at(now), step="taken_back"),
    "stop": lambda now: Stop(at=at(now), reason="land_dispute"),
    "return": lambda now: ReturnResult(at=at(now)),
    "opened": lambda now: route(now, "route_opened"),
    "outside": lambda now: route(now, "leg_dispatched", paused=True, leg="tax"),
    "inside": lambda now: route(now, "leg_dispatched", leg="issue"),
    "obligation": obligation,
    "payment": payment,
    "wrong_payment": lambda now: payment(now, amount=7, report="H90.30.01|pay-7"),
    "completed": lambda now: route(now, "route_completed"),
}
_PAUSING = {Status.SUPPLEMENT_REQUESTED, Status.PAYMENT_REQUESTED}
_TICKING = {ClockState.RUNNING, ClockState.PAUSED}
# Weighted towards what leads deep into the table; a stop or a refusal ends a course early.
_LIKELY = ["accept", "opened", "ask", "papers", "outside", "inside", "obligation", "payment", "withdraw", "take_back"]
_courses = st.lists(
    st.tuples(st.sampled_from(_LIKELY) | st.sampled_from(sorted(_MAKES)), st.integers(0, 2000)), max_size=25
)


def _play(course: list[tuple[str, int]], after_each: Callable[[Case, str], None]) -> Case:
    case, now = filed("2024-05-06 08:00"), at("2024-05-06 08:00")
    for name, minutes in course:
        now += timedelta(minutes=minutes)
        before = case.dossier
        try:
            case.hear(_MAKES[name](f"{now.astimezone(VIETNAM):%Y-%m-%d %H:%M}"))
        except RuleError:
            assert case.dossier is before
        after_each(case, name)
    return case


@settings(max_examples=300, deadline=None)
@given(_courses)
def test_no_course_leaves_the_status_table(course: list[tuple[str, int]]) -> None:
    """Every step of the history is a row of the table, and published snapshots show only statuses of the history."""
    case = _play(course, lambda *_: None)
    steps = [entry.status for entry in case.dossier.history]
    for here, following in pairwise(steps):
        assert following in NEXT[here]
    assert steps[-1] is case.dossier.status
    assert {fact.after.status for fact in case.facts} <= set(steps)


@settings(max_examples=300, deadline=None)
@given(_courses)
def test_the_ledger_runs_exactly_while_nothing_pauses(course: list[tuple[str, int]]) -> None:
    """Working time used equals the time that an independent watch measures; a pause is never lost or doubled."""
    watched = timedelta(0)
    since = at("2024-05-06 08:00")
    running = False

    def watch(case: Case, _: str) -> None:
        nonlocal watched, since, running
        dossier = case.dossier
        now = max(since, dossier.ledger.spans[-1].start if dossier.ledger.spans else since)
        now = max(now, dossier.ledger.stopped_at or now)
        if running:
            watched += case.rules.calendar(dossier.filing).elapsed(since, now)
        since = now
        ticking = dossier.ledger.state in _TICKING
        running = ticking and dossier.standing not in _PAUSING and not dossier.route_paused
        assert ticking == (dossier.received_at is not None and dossier.finished_at is None)
        assert dossier.ledger.state is ClockState.RUNNING if running else dossier.ledger.state is not ClockState.RUNNING
        assert (dossier.due_at is not None) == running or not ticking

    case = _play(course, watch)
    calendar = case.rules.calendar(case.dossier.filing)
    assert case.dossier.ledger.used(calendar, since) == watched


@settings(max_examples=200, deadline=None)
@given(_courses)
def test_the_last_snapshot_tells_the_clock_as_it_is(course: list[tuple[str, int]]) -> None:
    """Whatever changes the clock is told: consumers never believe a due date that no longer holds."""

    def told(case: Case, _: str) -> None:
        last = case.facts[-1].after
        assert last.ledger.state is case.dossier.ledger.state
        assert last.due_at == case.dossier.due_at

    _play(course, told)


@settings(max_examples=200, deadline=None)
@given(_courses)
def test_a_course_told_twice_by_reports_pays_once(course: list[tuple[str, int]]) -> None:
    """However often a proof of payment comes, an obligation is paid at most once per notice."""
    case = _play([step for step in course for _ in range(2)], lambda *_: None)
    names = [type(each.fact).__name__ for each in case.facts]
    assert names.count("PaymentReceived") <= min(1, names.count("PaymentRequested"))
    assert len({fate.report for fate in case.dossier.fates}) == len(case.dossier.fates)
