"""Nobody is woken: messages of the night are sent in the morning, spread out, and urgent ones at once."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.times import VIETNAM
from services.notifications.adapters.recipients.manner_file import read_manners
from services.notifications.application.recipients.courtesy import Courtesy
from services.notifications.domain.notification import State
from services.notifications.domain.outcome import Busy
from services.notifications.domain.recipients.hours import Hours, release_at
from services.notifications.domain.recipients.manner import Manner
from tests.unit.notifications.bench import CATALOGUE, Bench, challenge, contact, lifecycle, snapshot

HOURS = Hours(time(22), time(7), timedelta(minutes=30))
NIGHT = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # 23:30


def at_night(template: str = "", manner: Manner | None = None) -> Bench:
    manners = {**read_manners(), **({template: manner} if manner else {})}
    bench = Bench(courtesy=Courtesy(CATALOGUE, manners, strict=True))
    bench.now = NIGHT
    return bench


def good(_: date) -> bool:
    return True


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)), st.text(max_size=8))  # noqa: DTZ001 made aware below
def test_what_is_held_is_released_on_the_next_good_morning_within_the_spread(naive: datetime, key: str) -> None:
    """Whatever the hour: never in the quiet hours, never later than the coming morning's spread."""
    now = naive.replace(tzinfo=UTC)
    until = release_at(now, HOURS, good, key)
    assert (until is not None) == HOURS.are_quiet(now.astimezone(VIETNAM).time())
    if until is not None:
        local = until.astimezone(VIETNAM)
        assert time(7) <= local.time() < time(7, 30)
        assert timedelta(0) < until - now < timedelta(hours=9, minutes=30)


def test_a_night_is_spread_over_the_first_half_hour() -> None:
    """Not all of a night's messages at seven: every tenth of the half hour gets its part."""
    released = [release_at(NIGHT, HOURS, good, f"H90.01-261123-{number:04d}") for number in range(1000)]
    opening = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    tenths = [int((until - opening).total_seconds()) // 180 for until in released if until]
    assert min(tenths.count(tenth) for tenth in range(10)) > 50


async def test_a_message_of_the_night_is_scheduled_and_sent_in_the_morning() -> None:
    """It is told of as scheduled, the live row sleeps until its time, and then it goes out once."""
    bench = at_night()
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, snapshot())])
    await bench.work()
    held = bench.only()
    assert (held.state, held.reason, bench.provider.given) == (State.SCHEDULED, "bad_time", [])
    assert bench.published() == ["accepted", "scheduled"]
    bench.later(3600)
    await bench.swept_work()
    assert bench.provider.given == [], "it is not looked at before its time"
    assert held.retry_at is not None
    bench.now = held.retry_at
    await bench.swept_work()
    assert (bench.only().state, len(bench.provider.given)) == (State.SUBMITTED, 1)
    assert bench.published() == ["accepted", "scheduled", "submitted"]


async def test_a_crash_before_the_live_row_sleeps_is_mended() -> None:
    """The row that still wakes is put off by whoever looks at it, so that nobody looks at it all night."""
    bench = at_night()
    await bench.accept([lifecycle(2, snapshot())])
    await bench.work()
    (row,) = bench.tables["pending"].rows.values()
    until, row["wake_at"] = row["wake_at"], NIGHT
    await bench.swept_work()
    (row,) = bench.tables["pending"].rows.values()
    assert row["wake_at"] == until
    assert bench.published() == ["accepted", "scheduled"]


async def test_a_one_time_code_is_sent_at_any_hour() -> None:
    """It is of use for minutes only."""
    bench = at_night()
    bench.now = NIGHT
    await bench.challenge([challenge(seconds=86_400)])
    await bench.work()
    assert bench.states() == [State.SUBMITTED]


async def test_a_retry_that_falls_into_the_night_waits_for_the_morning() -> None:
    """Busy at 21:59: it stays in its state, says nothing more, and wakes nobody at 22:04."""
    bench = at_night()
    bench.now = datetime(2026, 11, 23, 14, 59, 58, tzinfo=UTC)

    async def busy(_: object) -> Busy:
        return Busy("provider_busy")

    bench.provider.answer = busy
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, snapshot())])
    await bench.work()
    bench.later(300)
    await bench.swept_work()
    waiting = bench.only()
    assert (waiting.state, len(bench.provider.given)) == (State.RETRY_WAIT, 1)
    assert waiting.retry_at
    assert waiting.retry_at >= datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    assert bench.published() == ["accepted", "scheduled"]


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (datetime(2026, 8, 28, 3, 0, tzinfo=UTC), None),  # a Friday at ten
        (datetime(2026, 8, 29, 3, 0, tzinfo=UTC), date(2026, 9, 3)),  # the Saturday before National Day
        (datetime(2026, 8, 22, 3, 0, tzinfo=UTC), None),  # a Saturday that is worked for it
        (datetime(2035, 8, 25, 3, 0, tzinfo=UTC), None),  # a year that nobody has decided on yet
    ],
)
async def test_what_is_for_working_days_waits_for_one(now: datetime, until: date | None) -> None:
    """Days off are the catalogue's; a year that it does not have holds nothing up."""
    bench = at_night("accepted", Manner(working_days=True))
    bench.now = now
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, snapshot())])
    await bench.work()
    held = bench.only().retry_at
    assert (held and held.astimezone(VIETNAM).date()) == until
    assert len(bench.provider.given) == (until is None)
