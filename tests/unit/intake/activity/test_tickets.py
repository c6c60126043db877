"""Queue tickets: who gets one, in which order they are called, and what is counted of them."""

import asyncio
from dataclasses import replace

import pytest

from services.kernel.agency_code import AgencyCode
from services.runtime.failures import PermanentError
from tests.unit.intake.activity.counters import Counters
from tests.unit.intake.desk import AGENCY, at


async def test_numbers_count_per_desk_field_and_day() -> None:
    """Each queue of each day begins at one."""
    desk = Counters()
    drawn = [await desk.draw("land"), await desk.draw("land"), await desk.draw("justice")]
    desk.now = at("2026-11-25 08:00")
    drawn.append(await desk.draw("land"))
    assert drawn == [
        "T-H90.01-261123-land-0001",
        "T-H90.01-261123-land-0002",
        "T-H90.01-261123-justice-0001",
        "T-H90.01-261125-land-0001",
    ]


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-23 07:29", "2026-11-23T07:30:00+07:00"),
        ("2026-11-23 12:15", "2026-11-23T13:00:00+07:00"),
        ("2026-11-23 17:00", "2026-11-25T07:30:00+07:00"),
        ("2026-11-21 09:00", "2026-11-23T07:30:00+07:00"),
        ("2026-11-24 09:00", "2026-11-25T07:30:00+07:00"),
    ],
    ids=["before opening", "at noon", "after closing", "Saturday", "holiday"],
)
async def test_a_closed_desk_gives_no_ticket(moment: str, opens: str) -> None:
    """Outside the windows nobody gets a ticket, and is told when the desk opens again (24/11 is a holiday)."""
    desk = Counters(now=at(moment))
    with pytest.raises(PermanentError, match="desk_closed") as refused:
        await desk.draw()
    assert refused.value.fields["next_opening"] == opens


async def test_a_retry_gets_the_same_ticket_even_after_closing() -> None:
    """The same key never draws twice, and is not refused because the desk closed since."""
    desk = Counters(now=at("2026-11-23 16:59"))
    first = await desk.draw(key="k")
    desk.now = at("2026-11-23 17:05")
    assert await desk.draw(key="k") == first
    with pytest.raises(PermanentError, match="idempotency_key_reused"):
        await desk.draw(key="k", content=b"something else")


async def test_a_field_nobody_knows_is_refused() -> None:
    """A kiosk opens no queue of its own, nor one that the desk does not keep."""
    with pytest.raises(PermanentError, match="field_unknown"):
        await Counters().draw("astrology")
    with pytest.raises(PermanentError, match="field_unknown"):
        await Counters().draw("land", agency=AgencyCode("H91.11.01"))


async def test_a_ticket_drawn_in_time_is_served_after_closing_and_counted() -> None:
    """Work until done: called and served at its true time, marked as after hours, and known to the book."""
    desk = Counters(now=at("2026-11-23 16:50"))
    ticket = await desk.draw()
    desk.now = at("2026-11-23 17:20")
    assert await desk.call() == ticket
    desk.now = at("2026-11-23 17:29")
    served = await desk.step(ticket, "finish")
    events = dict(desk.events(ticket))
    assert not events["ticket.issued"]["after_hours"]
    assert events["ticket.called"]["after_hours"]
    assert events["ticket.called"]["wait_minutes"] == 30
    assert events["ticket.served"]["after_hours"]
    assert events["ticket.served"]["service_minutes"] == served["service_minutes"] == 9
    assert events["ticket.served"]["occurred_at"] == "2026-11-23T10:29:00Z"
    assert await desk.desk.ticket_book.issued_before_close(ticket)
    assert await desk.desk.ticket_book.called_at(ticket) == at("2026-11-23 17:20")


async def test_the_book_knows_no_ticket_that_was_never_drawn() -> None:
    """A made-up ticket opens no door after closing."""
    desk = Counters()
    assert not await desk.desk.ticket_book.issued_before_close("T-H90.01-261123-land-0001")
    assert await desk.desk.ticket_book.called_at("anything") is None


async def test_a_counter_calls_in_the_order_of_drawing_over_its_queues() -> None:
    """One counter may serve several fields: whoever came first is called first, other fields wait."""
    desk = Counters()
    drawn = []
    for minute, field in enumerate(["justice", "land", "business", "land"]):
        desk.now = at(f"2026-11-23 08:0{minute}")
        drawn.append(await desk.draw(field))
    assert [await desk.call("land", "justice") for _ in range(4)] == [drawn[0], drawn[1], drawn[3], None]


async def test_a_skipped_ticket_waits_again_behind_all_others() -> None:
    """Who did not come is called once more, after those who were there; then it is a no-show."""
    desk = Counters()
    first, second = await desk.draw(), await desk.draw()
    assert await desk.call() == first
    desk.now = at("2026-11-23 08:05")
    await desk.step(first, "recall")
    await desk.step(first, "skip")
    assert [await desk.call(), await desk.call()] == [second, first]
    await desk.step(first, "no-show")
    assert await desk.call() is None
    assert desk.told(first) == [
        "ticket.issued", "ticket.called", "ticket.called", "ticket.skipped", "ticket.called", "ticket.no_show",
    ]  # fmt: skip
    assert [body["attempt"] for words, body in desk.events(first) if words == "ticket.called"] == [1, 2, 3]


async def test_a_transferred_ticket_keeps_its_place_by_time_of_issue() -> None:
    """Sent to another counter, one is called before those who came later."""
    desk = Counters()
    mine = await desk.draw("justice")
    desk.now = at("2026-11-23 08:03")
    await desk.draw("land")
    await desk.call("justice")
    desk.now = at("2026-11-23 08:10")
    await desk.step(mine, "transfer", field="land")
    desk.now = at("2026-11-23 08:12")
    assert await desk.call("land") == mine
    events = dict(desk.events(mine))
    assert (events["ticket.transferred"]["from_field"], events["ticket.transferred"]["field"]) == ("justice", "land")
    assert events["ticket.called"]["wait_minutes"] == 2


async def test_a_step_taken_twice_publishes_once() -> None:
    """Retries of a counter change nothing."""
    desk = Counters()
    ticket = await desk.draw()
    await desk.call()
    for kind in ("start", "start", "finish", "finish"):
        await desk.step(ticket, kind)
    assert desk.told(ticket) == ["ticket.issued", "ticket.called", "ticket.serving_started", "ticket.served"]


@pytest.mark.parametrize("kind", ["recall", "skip", "start", "no-show", "finish"])
async def test_nobody_is_served_before_being_called(kind: str) -> None:
    """A waiting ticket can only be called or transferred."""
    desk = Counters()
    ticket = await desk.draw()
    with pytest.raises(PermanentError, match="ticket_step_not_allowed"):
        await desk.step(ticket, kind)


async def test_a_repeated_call_calls_nobody_else() -> None:
    """A counter that asks again under the same key gets the ticket that it called."""
    desk = Counters()
    first, _ = await desk.draw(), await desk.draw()
    assert [await desk.call(key="c1"), await desk.call(key="c1")] == [first, first]


async def test_two_processes_draw_and_call_without_duplicates() -> None:
    """Sixty people at two kiosks, eight counters in two processes: every number once, nobody called twice."""
    left = Counters()
    right = Counters(left.store)
    drawn = await asyncio.gather(*(desk.draw() for desk in (left, right) for _ in range(30)))
    assert sorted(drawn) == [f"T-H90.01-261123-land-{number:04d}" for number in range(1, 61)]
    called: list[str] = []
    while batch := [each for each in await asyncio.gather(*(d.call() for d in (left, right) * 4)) if each]:
        called += batch
    assert sorted(called) == sorted(drawn)


async def test_one_key_at_two_kiosks_is_one_ticket() -> None:
    """A retry that overtakes the first request, in another process, ends with the same ticket and no gap."""
    left = Counters()
    right = Counters(left.store)
    both = await asyncio.gather(left.draw(key="k"), right.draw(key="k"))
    assert both[0] == both[1]
    assert await left.draw() == "T-H90.01-261123-land-0002"


async def test_the_screen_shows_who_is_called_and_how_many_wait() -> None:
    """Labels and counters only; tickets that ended are gone."""
    desk = Counters()
    first, *_ = [await desk.draw() for _ in range(3)]
    await desk.draw("justice")
    await desk.call(counter="7")
    screen = await desk.desk.read_screen(AGENCY)
    assert [(row["label"], row["counter"]) for row in screen["current"]] == [("land-001", "7")]
    assert screen["waiting"] == {"justice": 1, "land": 2}
    await desk.step(first, "finish")
    assert (await desk.desk.read_screen(AGENCY))["current"] == []


async def test_another_desk_sees_no_ticket_of_this_one() -> None:
    """A ticket belongs to its desk."""
    desk = Counters()
    ticket = await desk.draw()
    with pytest.raises(PermanentError, match="ticket_not_found"):
        await desk.desk.step_ticket.read(replace(desk.request(), agency=AgencyCode("H90.02")), ticket)


async def test_a_past_ticket_needs_the_scope() -> None:
    """Replayed history says so on every event; without the scope it is refused."""
    desk = Counters()
    past = at("2024-05-06 08:00")
    with pytest.raises(PermanentError, match="time_out_of_range"):
        await desk.draw(occurred_at=past)
    ticket = await desk.draw(occurred_at=past, may_backfill=True)
    assert ticket == "T-H90.01-240506-land-0001"
    assert desk.events(ticket)[0][1]["backfill"]
