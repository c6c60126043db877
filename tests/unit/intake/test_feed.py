"""What concerns an agency: each event once and in order, by two processes, whatever fails in between."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.adapters.feed.feeding_publisher import FeedingPublisher
from services.intake.adapters.feed.open_feeds import StoredOpenFeeds
from services.intake.adapters.feed.pages import KEYS, PAGES, FeedPages
from services.intake.adapters.feed.telling_register import StoredReports, TellingRegister
from services.intake.application.dossiers.sandbox import SANDBOX
from services.intake.application.feed.read_feed import ReadFeed
from services.intake.application.feed.tell_agencies import TellAgencies
from services.intake.domain.dossier import Fate
from services.intake.domain.feed.cursor import cursor_of, positions_of
from services.intake.domain.feed.entry import Entry
from services.kernel.agency_code import AgencyCode
from services.runtime.aggregates import AggregateStore, Relay
from services.runtime.failures import PermanentError, TransientError
from services.runtime.kafka.records import OutgoingRecord
from tests.fakes.store import FakeStore, Gate, Step, at_once
from tests.unit.intake.desk import AGENCY, LAND, terms
from tests.unit.intake.gateway import Broker
from tests.unit.intake.office import Office, request, submission

SETTLED = timedelta(seconds=5)


def entry(number: int) -> Entry:
    return Entry(f"event-{number}", "t", None, "2026-11-23T01:00:00+00:00", {})


def pages(store: FakeStore, gate: Gate | None = None) -> FeedPages:
    """One process; `gate` lets its requests fail."""
    own = FakeStore(store.tables, gate or at_once)
    return FeedPages(own.collection(PAGES), own.collection(KEYS))


class Telling:
    """An office whose relay tells agencies."""

    def __init__(self) -> None:
        self.office = Office()
        store, clock = self.office.store, self.office.clock
        self.pages = pages(store)
        self.opened = StoredOpenFeeds(store.collection("feeds"))
        reports = StoredReports(store.collection("inbound_events"))
        self.tell = TellAgencies(self.pages, self.opened, reports, terms(), clock)
        self.broker = Broker()
        aggregates = AggregateStore(store, "dossiers", "intake", clock)
        self.relay = Relay(aggregates, FeedingPublisher(self.broker, self.tell), clock=clock)
        self.read = ReadFeed(self.pages, self.opened, SETTLED, clock)

    async def entries(self, agency: AgencyCode = AGENCY, cursor: str = "", **options: Any) -> list[tuple[str, Any]]:
        page = await self.read([agency], cursor, 100, **options)
        return [(told.placed.entry.type.split(".")[-2], told.placed.entry.code) for told in page.entries]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 1), st.lists(st.integers(1, 260), min_size=1, max_size=90)), max_size=12),
    st.sets(st.integers(0, 60)),
)
def test_a_feed_has_each_event_once_without_gap_whatever_fails(
    turns: list[tuple[int, list[int]]], failing: set[int]
) -> None:
    """Two processes append overlapping batches at once; some requests fail before or after their effect."""

    async def play() -> None:
        store, calls = FakeStore(), iter(range(10_000))

        async def gate(step: Step) -> Any:
            call = next(calls)
            if call in failing and call % 2:
                raise TransientError("store_down")
            done = await at_once(step)
            if call in failing:
                raise TransientError("answer_lost")
            return done

        processes = [pages(store, gate), pages(store, gate)]

        async def append(who: int, numbers: list[int]) -> None:
            while True:
                try:
                    return await processes[who].append(AGENCY, [entry(number) for number in numbers])
                except TransientError:
                    continue

        await asyncio.gather(*(append(who, numbers) for who, numbers in turns))
        reader = pages(store)
        placed = await reader.read(AGENCY, 0, 1000)
        told = {number for _, numbers in turns for number in numbers}
        assert [each.number for each in placed] == list(range(1, len(told) + 1))
        assert sorted(each.entry.id for each in placed) == sorted(f"event-{number}" for number in told)
        assert await reader.last(AGENCY) == len(told)

    asyncio.run(play())


async def test_a_reader_goes_on_where_it_left_off() -> None:
    """Any cut of the feed gives the same entries in the same order."""
    store = FakeStore()
    feed = pages(store)
    await feed.append(AGENCY, [entry(number) for number in range(1, 251)])
    for size in (1, 99, 100, 101, 250):
        found: list[str] = []
        while got := await feed.read(AGENCY, len(found), size):
            found += [each.entry.id for each in got]
        assert found == [f"event-{number}" for number in range(1, 251)]


async def test_agencies_are_told_of_their_dossiers_once_they_read() -> None:
    """Nothing before the first reading; then what happens to a dossier, to receiver and participants, but no filing."""
    desk = Telling()
    await desk.office.file(request("before"))
    await desk.relay.sweep()
    await desk.relay.relay_waiting()
    assert await desk.entries() == []
    assert await desk.entries(LAND) == []
    code = (await desk.office.file(request("after"))).dossier.code
    await desk.relay.relay([code])
    assert await desk.entries() == [("accepted", code)]
    assert await desk.entries(LAND) == [("accepted", code)]
    assert await desk.entries(AgencyCode("H90.02")) == []


async def test_software_of_several_agencies_reads_all_of_them_from_one_cursor() -> None:
    """Page by page, each agency in its own order, nothing twice."""
    desk, both = Telling(), [AGENCY, LAND]
    for agency in both:
        await desk.pages.append(agency, [entry(number) for number in range(1, 6)])
    cursor, found, more = "", list[tuple[str, int]](), True
    while more:
        page = await desk.read(both, cursor, 3)
        cursor, more = page.cursor, page.more
        found += [(told.agency, told.placed.number) for told in page.entries]
    assert found == [(agency, number) for agency in both for number in range(1, 6)]
    assert cursor == f"{AGENCY}:5,{LAND}:5"


async def test_an_event_that_was_published_but_not_told_is_told_by_the_next_pass() -> None:
    """The outbox keeps it until the feed has it."""
    desk = Telling()
    await desk.entries()
    code = (await desk.office.file(request())).dossier.code
    calls = {"failed": 0}
    append = desk.pages.append

    async def failing(*_: Any) -> None:
        calls["failed"] += 1
        raise TransientError("store_down")

    desk.pages.append = failing  # type: ignore[assignment,method-assign] # the store fails between broker and feed
    await desk.relay.relay([code])
    assert (calls["failed"], len(desk.office.outbox(code))) == (1, 1)
    desk.pages.append = append  # type: ignore[method-assign] # it is back
    await desk.relay.relay([code])
    assert await desk.entries() == [("accepted", code)]
    assert desk.office.outbox(code) == []


async def test_a_rejected_report_is_told_to_its_sender_once() -> None:
    """With reason and dossier; one that another fate settled first is not told."""
    desk = Telling()
    await desk.entries(LAND)
    rows = desk.office.store.collection("inbound_events")
    await rows.insert({"_id": f"{LAND}|r-1", "state": "queued", "code": "H90.01-261123-0001"})
    await rows.insert({"_id": f"{LAND}|r-2", "state": "applied"})
    register = TellingRegister(desk.office.register, desk.tell)
    fates = [Fate(f"{LAND}|r-1", "leg_not_open"), Fate(f"{LAND}|r-2", "late"), Fate("H90.02|r-3", "other")]
    for _ in range(2):
        await register.settle_many(fates, desk.office.now)
    (told,) = (await desk.read([LAND], "", 10)).entries
    assert told.placed.entry.data == {"event_id": "r-1", "reason": "leg_not_open"}
    assert (told.placed.entry.code, told.cursor) == ("H90.01-261123-0001", f"{LAND}:1")


async def test_a_sandbox_dossier_is_told_in_the_sandbox_and_never_published() -> None:
    """Own numbers, own feed; no lifecycle event and no contact leave intake."""
    desk = Telling()
    await desk.entries()
    await desk.entries(sandbox=True)
    filed = await desk.office.file(request(submission=submission(sandbox=True)))
    code = filed.dossier.code
    assert code.endswith("-9000000")
    assert {each["topic"] for each in desk.office.outbox(code)} == {SANDBOX.name}
    await desk.relay.relay([code])
    assert desk.broker.records == []
    assert await desk.entries() == []
    assert await desk.entries(sandbox=True) == [("accepted", code)]


async def test_nobodys_feed_costs_no_reading_of_the_event() -> None:
    """While no feed is open, what is published is not even parsed."""
    desk = Telling()
    publisher = FeedingPublisher(desk.broker, desk.tell)
    await publisher.publish(OutgoingRecord("dossier.lifecycle.v1", b"k", b"not json"))
    assert len(desk.broker.records) == 1


def test_a_cursor_names_each_agency_with_its_number() -> None:
    """It reads back as written, and foreign or broken ones are refused."""
    positions = {"H90.01": 12, "H90.02": 0, "H90.03": 3}
    assert positions_of(cursor_of(positions), positions) == positions
    assert positions_of("", ["H90.01"]) == {"H90.01": 0}


@pytest.mark.parametrize("cursor", ["H90.02:1", "H90.01", "H90.01:-1", "H90.01:x", "H90.01:1,,", "H90.01:" + "9" * 13])
async def test_a_cursor_that_is_not_ours_is_refused(cursor: str) -> None:
    """As a problem that says what to do."""
    with pytest.raises(PermanentError, match="cursor_invalid"):
        await Telling().read([AGENCY], cursor, 10)
