"""The weekly digest: when it goes out, to whom, what it counts, and that it goes out once."""

from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.events.progress import LegOverdue
from services.kernel.iso_week import IsoWeek, read_week, week_of
from services.notifications.adapters.digest.stored_counts import StoredCounts
from services.notifications.adapters.digest.time_file import read_digest_time
from services.notifications.adapters.officers.list_file import read_officers
from services.notifications.application.digest.announce_digests import AnnounceDigests
from services.notifications.application.digest.send_digests import SendDigests
from services.notifications.application.ports import Message
from services.notifications.domain.digest.digest_time import DigestTime
from services.notifications.domain.notification import State
from services.notifications.domain.outcome import Outcome, Refused, Submitted
from services.notifications.domain.template import TemplateError
from services.runtime.timers import Ringing, StoredAlarms
from tests.fakes.store import FakeStore
from tests.unit.notifications.bench import CODE, NOW, PRIVATE, Bench, contact, lifecycle, snapshot, taken
from tests.unit.notifications.officers.test_warnings import FIRST, LISTS, SECOND, leg, listed_bench

MONDAY = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
"""08:00 in Viet Nam, after the week of the bench (2026-W48)."""
_OF_THE_WEEK = "H90.01, tuan 48/2026: {} tin cho cong dan ({} khong gui duoc), {} canh bao. Ket qua, vuong mac: {}"
REPORT = "http://desk.test/stats?agency=H90.01&week=2026-W48"
_INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 the zone comes with timezones


class Digests:
    """The digest's part of a process, over the store of a bench."""

    def __init__(self, bench: Bench, tmp_path: Path) -> None:
        path = tmp_path / "lists.yaml"
        path.write_text(LISTS, encoding="utf-8")
        lists, store = read_officers(path, PRIVATE), FakeStore(bench.tables)
        alarms = StoredAlarms(store.collection("digest_timers"), bench.clock)
        counts = StoredCounts(store.collection("notifications"))
        self.send = SendDigests(lists, counts, bench.messages, bench.acceptance, "http://desk.test/stats")
        self.announce = AnnounceDigests(lists, alarms, read_digest_time(), bench.clock)
        self.ring = Ringing(alarms, self.send, bench.clock)


def digests(bench: Bench) -> list[Message]:
    return [message for message in bench.provider.given if "vuong mac" in message.text]


async def busy_week(bench: Bench) -> None:
    """One message that arrives, one that is refused, and one warning to two officers."""

    async def refuse_the_second(message: Message) -> Outcome:
        return Refused("number_invalid") if CODE not in message.text else Submitted("p")

    bench.provider.answer = refuse_the_second
    other = CODE.replace("0001", "0002")
    await bench.keep([contact(1), contact(1, code=other)])
    await bench.accept([lifecycle(2, snapshot()), lifecycle(2, snapshot(code=other))])
    await bench.warn([leg(LegOverdue, due_at="2026-11-23T10:00:00Z")])
    await bench.work()
    bench.provider.answer = taken


async def test_each_officer_on_the_list_hears_of_the_week_once(tmp_path: Path) -> None:
    """On Monday at eight, by one alarm; rung again and beside another process it sends no second one."""
    bench = listed_bench(tmp_path)
    one, other = Digests(bench, tmp_path), Digests(bench, tmp_path)
    await busy_week(bench)
    await one.announce()
    await other.announce()
    bench.now = MONDAY
    assert (await one.ring(), await other.ring(), await one.ring()) == (2, 0, 0)
    await bench.work()
    assert sorted(message.to for message in digests(bench)) == [FIRST, SECOND]
    assert {message.text for message in digests(bench)} == {_OF_THE_WEEK.format(2, 1, 1, REPORT)}


async def test_before_its_time_nothing_rings(tmp_path: Path) -> None:
    """The week is not over."""
    bench = listed_bench(tmp_path)
    digest = Digests(bench, tmp_path)
    await digest.announce()
    bench.now = MONDAY.replace(hour=0, minute=59)
    assert (await digest.ring(), bench.stored()) == (0, [])


async def test_a_process_that_was_down_on_monday_sends_it_later(tmp_path: Path) -> None:
    """The alarm was set in the week before and is still there; a day in the new week counts for the next digest."""
    bench = listed_bench(tmp_path)
    await Digests(bench, tmp_path).announce()
    bench.now = MONDAY.replace(day=30, hour=20)
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, snapshot())])
    digest = Digests(bench, tmp_path)
    await digest.announce()
    assert await digest.ring() == 2
    await bench.work()
    assert digests(bench)[0].text == _OF_THE_WEEK.format(0, 0, 0, REPORT)


async def test_a_crash_between_two_officers_leaves_none_out(tmp_path: Path) -> None:
    """Its alarm still stands; whoever is missing gets theirs when it rings again, and nobody a second one."""
    bench = listed_bench(tmp_path)
    digest, subject = Digests(bench, tmp_path), "H90.01/2026-W48"
    bench.now = MONDAY
    await digest.send([subject], MONDAY)
    rows = bench.tables["notifications"].rows
    del rows[min(rows)]
    assert (await digest.send([subject], MONDAY)).changed == 1
    await bench.work()
    assert sorted(message.to for message in digests(bench)) == [FIRST, SECOND]


async def test_the_alarm_goes_once_it_has_rung(tmp_path: Path) -> None:
    """Nobody is woken for a week that was told of."""
    bench = listed_bench(tmp_path)
    digest = Digests(bench, tmp_path)
    await digest.announce()
    bench.now = MONDAY
    await digest.ring()
    assert bench.tables["digest_timers"].rows == {}


async def test_a_digest_is_worth_nothing_after_the_next_week(tmp_path: Path) -> None:
    """It is not sent beside a newer one."""
    bench = listed_bench(tmp_path)
    digest = Digests(bench, tmp_path)
    await digest.announce()
    bench.now = MONDAY.replace(month=12, day=7)
    await digest.ring()
    await bench.work()
    assert {(each.state, each.reason) for each in bench.stored()} == {(State.SUPPRESSED, "expired")}


@given(_INSTANTS)
def test_every_instant_is_in_the_week_that_is_named(moment: datetime) -> None:
    """Weeks follow each other without gap, the name leads back to the week, and its digest comes when it is over."""
    week = week_of(moment)
    assert week.begins <= moment < week.ends
    assert read_week(week.name) == week
    assert week_of(week.ends).begins == week.ends
    assert DigestTime(1, time(8)).after(week) > week.ends


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        ("2026-12-31T12:00:00Z", "2026-W53"),
        ("2027-01-03T16:59:59Z", "2026-W53"),
        ("2027-01-03T17:00:00Z", "2027-W01"),
        ("2024-12-30T00:00:00Z", "2025-W01"),
    ],
)
def test_weeks_at_the_turn_of_the_year(moment: str, name: str) -> None:
    """Published ISO 8601 weeks, which begin at midnight in Viet Nam."""
    assert week_of(datetime.fromisoformat(moment)).name == name


def test_the_bench_is_in_week_48() -> None:
    """The other tests rely on it."""
    assert week_of(NOW) == IsoWeek(2026, 48)


@pytest.mark.parametrize("text", ["weekday: 8\nat: '08:00'", "weekday: 1\nat: '24:00'", "weekday: 1", "[", "at: 8"])
def test_a_wrong_time_stops_the_start(tmp_path: Path, text: str) -> None:
    """With a remedy."""
    path = tmp_path / "digest.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError, match="Remedy"):
        read_digest_time(path)
