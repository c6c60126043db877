"""When a desk opens and closes, beside its calendar, and what that means for tickets."""

import asyncio
from datetime import date

import pytest

from services.intake.application.activity.desk_calendar import DeskCalendar
from services.kernel.agency_code import AgencyCode
from services.runtime.failures import PermanentError
from tests.unit.intake.activity.counters import Counters
from tests.unit.intake.desk import AGENCY, at, terms

NINTH_HOUR = AgencyCode("H91.11.02")
SATURDAY = AgencyCode("H91.20.11")
RECORD = "D-H90.01-261123"


@pytest.mark.parametrize(
    ("opened", "closed", "late", "early"),
    [
        ("2026-11-23 07:20", "2026-11-23 11:30", 0, 0),
        ("2026-11-23 07:42", "2026-11-23 11:00", 12, 30),
        ("2026-11-23 13:00", "2026-11-23 17:05", 0, 0),
        ("2026-11-23 07:30", "2026-11-23 16:59", 0, 1),
        ("2026-11-23 12:50", "2026-11-23 12:55", 0, 0),
    ],
    ids=["early bird", "late and early", "afternoon", "through noon", "inside the break"],
)
async def test_hours_are_judged_by_the_calendar(opened: str, closed: str, late: int, early: int) -> None:
    """Whole minutes after the window's start, or before its end, are a breach; opening early is none."""
    desk = Counters(now=at(opened))
    await desk.desk.hours.open(desk.request())
    desk.now = at(closed)
    await desk.desk.hours.close(desk.request())
    (_, told_open), (_, told_close) = desk.events(RECORD)
    assert (told_open["late_minutes"], told_open["breach"]) == (late, late > 0)
    assert (told_close["early_minutes"], told_close["breach"]) == (early, early > 0)


async def test_an_open_desk_is_not_opened_again_but_a_retry_is_answered() -> None:
    """Twice open is refused and changes nothing; the same key gets the same answer."""
    desk = Counters(now=at("2026-11-23 07:35"))
    first = await desk.desk.hours.open(desk.request("k"))
    assert await desk.desk.hours.open(desk.request("k")) == first
    with pytest.raises(PermanentError, match="desk_already_open"):
        await desk.desk.hours.open(desk.request("other"))
    assert desk.told(RECORD) == ["desk.opened"]


async def test_a_desk_closed_early_gives_no_ticket_until_it_opens_again() -> None:
    """Whatever the calendar says: nobody is there."""
    desk = Counters(now=at("2026-11-23 08:00"))
    await desk.desk.hours.open(desk.request())
    desk.now = at("2026-11-23 10:00")
    await desk.desk.hours.close(desk.request())
    with pytest.raises(PermanentError, match="desk_closed") as refused:
        await desk.draw()
    assert refused.value.fields["next_opening"] == "2026-11-23T13:00:00+07:00"
    desk.now = at("2026-11-23 10:20")
    await desk.desk.hours.open(desk.request())
    assert await desk.draw()
    assert desk.events(RECORD)[-1][1]["late_minutes"] == 0, "the early closing has counted it"


async def test_a_desk_closed_for_noon_gives_tickets_in_the_afternoon_even_if_it_is_late() -> None:
    """Whoever comes in time is not to wait outside because the desk opens late; that is a breach, told by its event."""
    desk = Counters(now=at("2026-11-23 07:30"))
    await desk.desk.hours.open(desk.request())
    desk.now = at("2026-11-23 11:30")
    await desk.desk.hours.close(desk.request())
    desk.now = at("2026-11-23 13:05")
    assert await desk.draw()
    desk.now = at("2026-11-23 13:10")
    await desk.desk.hours.open(desk.request())
    assert desk.events(RECORD)[-1][1]["late_minutes"] == 10


async def test_a_desk_that_never_opened_is_seen() -> None:
    """Windows that began without anybody there are counted for the day."""
    desk = Counters(now=at("2026-11-23 13:30"))
    assert (await desk.desk.hours.read(AGENCY))["missed"] == 2
    await desk.desk.hours.open(desk.request())
    assert (await desk.desk.hours.read(AGENCY))["missed"] == 1


@pytest.mark.parametrize("moment", ["2026-11-24 08:00", "2026-11-23 17:00"], ids=["holiday", "after closing"])
async def test_a_desk_does_not_open_off_its_calendar(moment: str) -> None:
    """On a day off, or after the last window, there is nothing to open for."""
    desk = Counters(now=at(moment))
    with pytest.raises(PermanentError, match="desk_not_scheduled"):
        await desk.desk.hours.open(desk.request())


@pytest.mark.parametrize(
    ("moment", "field", "window"),
    [
        ("2023-07-10 17:30", "justice", "ninth_hour"),
        ("2023-07-10 17:30", "cadastral", None),
        ("2023-07-14 17:30", "cadastral", "ninth_hour"),
        ("2023-07-11 17:30", "justice", None),
        ("2023-12-04 16:45", "justice", "ninth_hour"),
        ("2023-12-04 17:30", "justice", None),
        ("2023-07-10 16:00", "cadastral", "working"),
    ],
)
async def test_the_ninth_hour_gives_tickets_for_its_fields_only(moment: str, field: str, window: str | None) -> None:
    """Monday and Friday take different fields, summer and winter different hours."""
    desk = Counters(now=at(moment))
    if window is None:
        with pytest.raises(PermanentError, match="desk_closed"):
            await desk.draw(field, agency=NINTH_HOUR)
        return
    ticket = await desk.draw(field, agency=NINTH_HOUR)
    told = desk.events(ticket)[0][1]
    assert (told["window"], told["after_hours"]) == (window, False)


async def test_volunteer_saturdays_keep_the_usual_hours() -> None:
    """A branch that receives on Saturday gives tickets then; others do not."""
    desk = Counters(now=at("2023-07-08 09:00"))
    assert await desk.draw(agency=SATURDAY)
    with pytest.raises(PermanentError, match="desk_closed"):
        await desk.draw(agency=AGENCY)
    opens = DeskCalendar(terms())(SATURDAY, date(2023, 7, 8)).windows[0].opens
    assert opens == at("2023-07-08 07:00")


async def test_leaving_before_the_ninth_hour_ends_is_a_breach() -> None:
    """On its day the extended hour is part of the calendar."""
    desk = Counters(now=at("2023-07-10 13:30"))
    await desk.desk.hours.open(desk.request(agency=NINTH_HOUR))
    desk.now = at("2023-07-10 17:40")
    await desk.desk.hours.close(desk.request(agency=NINTH_HOUR))
    told = desk.events(f"D-{NINTH_HOUR}-230710")[-1][1]
    assert (told["window"], told["early_minutes"], told["breach"]) == ("ninth_hour", 20, True)


async def test_two_processes_open_one_desk() -> None:
    """One of them opens it, the other is told that it is open; one event."""
    left = Counters(now=at("2026-11-23 07:30"))
    right = Counters(left.store, now=left.now)
    turns = [desk.desk.hours.open(desk.request()) for desk in (left, right)]
    ended = await asyncio.gather(*turns, return_exceptions=True)
    refused = [each.reason for each in ended if isinstance(each, PermanentError)]
    assert refused == ["desk_already_open"]
    assert left.told(RECORD) == ["desk.opened"]
