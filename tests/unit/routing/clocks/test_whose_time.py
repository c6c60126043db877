"""Whose working time was used: spans, pauses by cause, and an overrun charged to those who had it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from services.kernel.working_time import WorkingCalendar
from services.routing.domain.clocks.split import split
from services.routing.domain.clocks.summary import RouteClock, clock_of
from services.routing.domain.happened import RouteCompleted
from services.routing.domain.plan import PlannedLeg
from services.routing.domain.report import ReportKind
from tests.unit.routing.graphs import CALENDAR, Desk, at, land_with_tax, leg, plan

COMPLETED = ReportKind.COMPLETED
LAND, TAX, PLANNING = "H90.20.01", "H90.30.01", "H90.01"


def _calendar(_: str) -> WorkingCalendar:
    return CALENDAR


def _read(desk: Desk, hours: float = 10_000) -> RouteClock:
    return clock_of(desk.route, _calendar, at(hours))


def _used(clock: RouteClock) -> list[tuple[str, int, int, int, Mapping[str, int]]]:
    return [(each.leg, each.attempt, each.used, each.overrun, each.paused) for each in clock.attempts]


def _desk(*legs: PlannedLeg, limit: int) -> Desk:
    """Opened on Monday 08:00 with so many hours of its own."""
    desk = Desk(plan(*legs))
    desk.accept(limit=limit)
    return desk


def test_the_land_dossier_shows_each_agency_its_own_time() -> None:
    """Appraised in 3 hours, half an hour at the tax office, a day's payment that is nobody's, 3 hours to issue."""
    desk = Desk(land_with_tax())
    desk.accept()
    desk.report(COMPLETED, "appraise", 3)
    desk.report(ReportKind.TAX_NOTICE, "tax", 5)
    desk.paid(24)
    desk.report(COMPLETED, "issue", 27)
    clock = _read(desk)
    assert _used(clock) == [
        ("appraise", 1, 180, 0, {}),
        ("tax", 1, 30, 0, {"payment": 270}),
        ("issue", 1, 180, 0, {}),
    ]
    assert [each.outside for each in clock.attempts] == [None, "tax", None]
    assert (clock.used, clock.overrun, clock.charged) == (360, 0, {})


def test_pauses_are_told_by_their_cause() -> None:
    """Papers missing for a working day, then a public posting of another one."""
    desk = _desk(leg("check", hours=40), limit=40)
    desk.papers_missing(1)
    desk.papers_came(25)
    assert desk.hold(26, posted=True)
    assert desk.hold(26.5, posted=True) == ()
    assert desk.hold(50, posted=False)
    desk.report(COMPLETED, "check", 51)
    assert _used(_read(desk)) == [("check", 1, 180, 0, {"supplement": 480, "posting": 480})]


def test_missing_papers_say_more_than_a_posting() -> None:
    """Whichever comes first, the papers let the clock run again."""
    desk = _desk(leg("check", hours=40), limit=40)
    desk.hold(1, posted=True)
    desk.papers_missing(2)
    assert desk.hold(3, posted=False) == ()
    assert not desk.route.running
    desk.papers_came(4)
    assert desk.route.running


def test_a_leg_handed_over_during_a_posting_starts_paused() -> None:
    """Nobody's time runs."""
    desk = _desk(leg("check"), leg("issue", "check"), limit=16)
    desk.hold(1, posted=True)
    desk.report(COMPLETED, "check", 2)
    assert desk.route.legs["issue"].attempts[0].ledger.pause_cause == "posting"


def test_an_overrun_is_charged_to_the_agency_that_had_it() -> None:
    """The first took 4 hours too long, the second saved one: the dossier is 3 hours late because of the first."""
    desk = _desk(leg("check", hours=8), leg("issue", "check", agency=PLANNING, hours=8), limit=16)
    desk.report(COMPLETED, "check", 24 + 5.5)  # Tuesday 13:30, 12 working hours
    desk.report(COMPLETED, "issue", 48 + 3)  # Wednesday 11:00, 7 hours later
    clock = _read(desk)
    assert [(each.used, each.overrun) for each in clock.attempts] == [(720, 240), (420, 0)]
    assert (clock.used, clock.overrun, clock.charged) == (1140, 180, {LAND: 180})
    assert desk.all_of(RouteCompleted)[0].clock == clock


def test_a_branch_that_was_late_beside_a_longer_one_is_not_charged() -> None:
    """Planning exceeded its hours and the survey did not, yet nobody waited for planning; issuing took long."""
    desk = _desk(
        leg("survey", hours=40),
        leg("planning", agency=PLANNING, hours=8),
        leg("issue", "survey", "planning", agency=TAX, hours=8),
        limit=48,
    )
    desk.report(COMPLETED, "planning", 48)  # Wednesday 08:00: 16 hours for 8
    desk.report(COMPLETED, "survey", 7 * 24)  # Monday 08:00: 40 hours for 40
    desk.report(COMPLETED, "issue", 9 * 24)  # Wednesday 08:00: 16 hours for 8
    clock = _read(desk)
    assert [each.overrun for each in clock.attempts] == [0, 480, 480]
    assert (clock.used, clock.overrun, clock.charged) == (56 * 60, 480, {TAX: 480})


def test_two_late_legs_share_the_overrun_by_what_each_exceeded() -> None:
    """6 and 2 hours too long, 4 hours saved by a third: 3 and 1 hours."""
    desk = _desk(
        leg("one", hours=8),
        leg("two", "one", agency=PLANNING, hours=8),
        leg("three", "two", agency=TAX, hours=8),
        limit=24,
    )
    desk.report(COMPLETED, "one", 24 + 7.5)  # Tuesday 15:30: 14 hours
    desk.report(COMPLETED, "two", 72)  # Thursday 08:00: 24 hours in all, 10 for 8
    desk.report(COMPLETED, "three", 72 + 5.5)  # Thursday 13:30: 4 hours
    clock = _read(desk)
    assert [each.used for each in clock.attempts] == [14 * 60, 10 * 60, 4 * 60]
    assert (clock.overrun, clock.charged) == (240, {LAND: 180, PLANNING: 60})


def test_a_leg_has_its_hours_once_however_often_it_is_handed_over() -> None:
    """Each attempt was within its hours, both together were not."""
    desk = _desk(leg("check", hours=8), leg("issue", "check", agency=PLANNING, hours=8), limit=16)
    desk.report(COMPLETED, "check", 24)  # 8 hours
    desk.report(ReportKind.SENT_BACK, "issue", 25)  # one hour
    desk.report(COMPLETED, "check", 48, attempt=2)  # 7 hours again
    desk.report(COMPLETED, "issue", 72, attempt=2)  # 8 hours: 9 together
    clock = _read(desk)
    assert (clock.used, clock.overrun) == (24 * 60, 8 * 60)
    assert clock.charged == {LAND: 420, PLANNING: 60}


def test_where_nobody_exceeded_their_hours_the_time_used_decides() -> None:
    """The dossier's limit was shorter than its legs' hours, as on a day without appointment."""
    desk = _desk(leg("check", hours=8), leg("issue", "check", agency=PLANNING, hours=8), limit=4)
    desk.report(COMPLETED, "check", 24 + 1.5)
    desk.report(COMPLETED, "issue", 24 + 2.5)
    clock = _read(desk)
    assert (clock.used, clock.overrun) == (10 * 60 + 30, 390)
    assert sum(clock.charged.values()) == 390


def test_an_open_route_is_read_as_of_now() -> None:
    """What is under way counts so far."""
    desk = _desk(leg("check", hours=8), limit=8)
    clock = _read(desk, 24 + 3)
    assert (clock.used, clock.overrun, clock.charged) == (660, 180, {LAND: 180})


@given(st.integers(0, 10_000), st.dictionaries(st.text(max_size=3), st.integers(0, 500), max_size=6))
def test_parts_add_up(total: int, weights: dict[str, int]) -> None:
    """To the minute, none more than a minute from its exact share."""
    parts = split(total, weights)
    whole = sum(weights.values())
    assert sum(parts.values()) == (total if whole else 0)
    assert all(abs(part - total * weights[key] / whole) < 1 for key, part in parts.items())


MINUTES = st.integers(0, 12 * 24 * 60)
MOVES = st.lists(
    st.tuples(MINUTES, st.sampled_from(["next", "next", "back", "missing", "came", "post", "unpost"])), max_size=14
)


@settings(max_examples=120, deadline=None)
@given(MOVES, st.integers(1, 40))
def test_whatever_happens_the_minutes_add_up(moves: list[tuple[int, str]], limit: int) -> None:
    """Used time recounted minute by minute, pauses and work fill each ledger, and charges are the whole overrun."""
    desk = _desk(
        leg("survey", hours=9),
        leg("planning", agency=PLANNING, hours=5),
        leg("tax", "survey", agency=TAX, hours=3, inside=False),
        leg("issue", "tax", "planning", agency="H90.02", hours=7),
        limit=limit,
    )
    for minutes, move in sorted(moves):
        _play(desk, move, minutes / 60)
    until = at(13 * 24)
    clock = clock_of(desk.route, _calendar, until)
    assert sum(clock.charged.values()) == clock.overrun == max(0, clock.used - limit * 60)
    assert clock.used == _recounted(desk, desk.route.ended_at or until)
    for each in clock.attempts:
        attempt = desk.route.legs[each.leg].attempts[each.attempt - 1]
        whole = CALENDAR.between(attempt.dispatched_at, attempt.ended_at or until)
        assert each.used + sum(each.paused.values()) == whole
    deciders = {each.agency for each in clock.attempts if each.outside is None}
    assert set(clock.charged) <= deciders


def _play(desk: Desk, move: str, hours: float) -> None:
    """The first or last leg that is open does something, or the dossier does."""
    legs = list(desk.route.open_legs())
    if move in {"next", "back"} and legs:
        chosen = legs[0] if move == "next" else legs[-1]
        kind = COMPLETED if move == "next" else ReportKind.SENT_BACK
        desk.report(kind, chosen.id, hours, attempt=len(chosen.attempts))
    elif move in {"post", "unpost"}:
        desk.hold(hours, posted=move == "post")
    elif move == "missing":
        desk.papers_missing(hours)
    elif move == "came":
        desk.papers_came(hours)


def _recounted(desk: Desk, until: datetime) -> int:
    """Minutes in which any leg inside the clock ran, one by one."""
    runs = [
        (span.start, span.end or until)
        for state in desk.route.legs.values()
        for attempt in state.attempts
        for span in attempt.ledger.spans
        if span.is_running and attempt.outside is None
    ]
    minute, count = timedelta(minutes=1), 0
    for opens, closes in CALENDAR.spans(at(0), until):
        ticks = range((closes - opens) // minute)
        count += sum(any(start <= opens + n * minute < end for start, end in runs) for n in ticks)
    return count
