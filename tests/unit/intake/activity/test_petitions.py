"""Petitions: their course, their four limits, who may see them, and what leaves the desk."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.application.activity.file_petition import FiledPetition
from services.intake.application.activity.petition_steps import PetitionStep
from services.intake.application.activity.petition_texts import Written
from services.intake.domain.activity.petition import Petition, PetitionLimits
from services.intake.domain.activity.working_days import closing_after, working_days_between
from services.kernel.agency_code import AgencyCode
from services.kernel.times import VIETNAM, local_day
from services.runtime.failures import PermanentError
from tests.unit.intake.activity.counters import Counters
from tests.unit.intake.desk import AGENCY, at, terms

ABOVE = AgencyCode("H90")
CALENDAR = terms().catalogue.calendar_for(AGENCY)
WRITTEN = Written("Canary: cán bộ Nguyễn Văn Canary đòi thêm giấy tờ", "Lê Thị Canary", "0912345678", "Canary 1")


async def file(desk: Counters, kind: str = "feedback", **changes: Any) -> tuple[str, str]:
    """Code and token."""
    desk.keys += 1
    request = desk.request(f"petition-{desk.keys}", **{"client": "public", **changes})
    body = (await desk.desk.file_petition(request, FiledPetition(kind, WRITTEN, "officer_conduct"))).body
    return body["petition"], body["token"]


async def step(desk: Counters, petition: str, kind: str, key: str | None = None, **details: Any) -> dict[str, Any]:
    agency = AgencyCode(petition.split("-")[1])
    return await desk.desk.handle_petition.step(
        desk.request(key, agency=agency), petition, PetitionStep(kind, **details)
    )


async def test_the_whole_course_is_published_step_by_step_without_a_word_of_it() -> None:
    """Received, acknowledged, more asked, supplied, answered, published, rated; no personal data in any event."""
    desk = Counters()
    petition, token = await file(desk)
    await step(desk, petition, "acknowledge")
    await step(desk, petition, "ask-more", text="Canary: giấy nào?")
    await desk.desk.follow_petition.supply(petition, token, "Canary: giấy khai sinh")
    await step(desk, petition, "answer", text="Canary: đã nhắc nhở")
    await step(desk, petition, "publish", text="Đã nhắc nhở cán bộ.")
    await desk.desk.follow_petition.rate(petition, token, 4)
    assert [words.partition(".")[2] for words in desk.told(petition)] == [
        "received", "acknowledged", "more_asked", "supplied", "answered", "published", "rated",
    ]  # fmt: skip
    row = desk.store.tables["activity"].rows[petition]
    assert "Canary" not in repr(row)
    assert "912345678" not in repr(row)
    rated = desk.events(petition)[-1][1]
    assert (rated["score"], rated["least"], rated["most"]) == (4, 1, 5)


async def test_the_limits_are_those_of_the_rules_in_working_days() -> None:
    """Refuse in 2, ask in 5, answer in 15, publish in 2 working days after the answer; 24/11 is a holiday."""
    desk = Counters(now=at("2026-11-23 10:00"))
    petition, _ = await file(desk)
    body = await step(desk, petition, "acknowledge")
    assert (body["refuse_by"], body["ask_by"], body["answer_by"], body["publish_by"]) == (
        "2026-11-26T17:00:00+07:00",
        "2026-12-01T17:00:00+07:00",
        "2026-12-15T17:00:00+07:00",
        None,
    )
    desk.now = at("2026-11-30 09:00")
    body = await step(desk, petition, "answer", text="xong")
    assert body["publish_by"] == body["due_at"] == "2026-12-02T17:00:00+07:00"


@pytest.mark.parametrize(
    ("kind", "moment", "in_time"),
    [
        ("refuse", "2026-11-26 17:00", True),
        ("refuse", "2026-11-26 17:01", False),
        ("ask-more", "2026-12-01 16:00", True),
        ("ask-more", "2026-12-02 08:00", False),
        ("answer", "2026-12-15 17:00", True),
        ("answer", "2026-12-16 08:00", False),
    ],
)
async def test_each_step_says_whether_it_kept_its_limit(kind: str, moment: str, in_time: bool) -> None:  # noqa: FBT001 a table's column
    """Late steps are taken and marked, never refused."""
    desk = Counters(now=at("2026-11-23 10:00"))
    petition, _ = await file(desk)
    await step(desk, petition, "acknowledge")
    desk.now = at(moment)
    await step(desk, petition, kind, text="x", reason="unclear" if kind == "refuse" else None)
    assert desk.events(petition)[-1][1]["in_time"] is in_time


async def test_waiting_for_its_sender_does_not_count() -> None:
    """Three days used, then a week of waiting: twelve are left from the day of the supplement."""
    desk = Counters(now=at("2026-11-23 10:00"))
    petition, token = await file(desk)
    await step(desk, petition, "acknowledge")
    desk.now = at("2026-11-27 09:00")
    asked = await step(desk, petition, "ask-more", text="?")
    assert (asked["due_at"], asked["overdue"]) == (None, False)
    desk.now = at("2026-12-04 09:00")
    status = await desk.desk.follow_petition.supply(petition, token, "!")
    assert status["due_at"] == "2026-12-22T17:00:00+07:00"


async def test_what_is_overdue_shows_in_the_list() -> None:
    """An unanswered petition past its limit, and an answer that was not published in time."""
    desk = Counters(now=at("2026-11-23 10:00"))
    late, _ = await file(desk)
    fine, _ = await file(desk)
    await step(desk, fine, "acknowledge")
    await step(desk, fine, "answer", text="x")
    desk.now = at("2026-12-16 08:00")
    rows = await desk.desk.handle_petition.list(desk.request())
    assert {row["petition"]: row["overdue"] for row in rows} == {late: True, fine: True}
    await step(desk, fine, "publish", text="x")
    assert [row["petition"] for row in await desk.desk.handle_petition.list(desk.request())] == [late]
    assert len(await desk.desk.handle_petition.list(desk.request(), "2611")) == 2


async def test_a_denunciation_is_hidden_from_the_unit_that_it_is_about() -> None:
    """It goes to the agency above; whoever acts for the unit, even beside others, finds nothing at all."""
    desk = Counters()
    petition, token = await file(desk, "denunciation")
    assert petition.startswith("P-H90-")
    events = desk.events(petition)
    assert {body["agency"] for _, body in events} == {"H90"}
    assert str(AGENCY) not in repr([body for _, body in events])
    concerned = desk.request()
    both = desk.request(agency=ABOVE, acts_for=frozenset({"H90", str(AGENCY)}))
    for request in (concerned, both):
        assert await desk.desk.handle_petition.list(request) == []
        assert await desk.desk.handle_petition.list(request, "2611") == []
        with pytest.raises(PermanentError, match="petition_not_found"):
            await desk.desk.handle_petition.read(request, petition)
        with pytest.raises(PermanentError, match="petition_not_found"):
            await desk.desk.handle_petition.step(request, petition, PetitionStep("acknowledge"))
    handler = desk.request(agency=ABOVE, acts_for=frozenset({"H90"}))
    assert [row["petition"] for row in await desk.desk.handle_petition.list(handler)] == [petition]
    status = await desk.desk.follow_petition.status(petition, token)
    assert str(AGENCY) not in repr(status)


async def test_a_denunciation_is_never_published_and_closes_with_its_answer() -> None:
    """Publishing is refused, and nothing is overdue after the answer."""
    desk = Counters()
    petition, _ = await file(desk, "denunciation")
    await step(desk, petition, "acknowledge")
    body = await step(desk, petition, "answer", text="x")
    assert body["due_at"] is None
    with pytest.raises(PermanentError, match="petition_restricted"):
        await step(desk, petition, "publish", text="x")
    handler = desk.request(agency=ABOVE)
    assert await desk.desk.handle_petition.list(handler) == []


async def test_nobody_handles_a_denunciation_of_themselves() -> None:
    """Without an agency above, another handler must be named."""
    desk = Counters()
    with pytest.raises(PermanentError, match="handler_required"):
        await file(desk, "denunciation", agency=ABOVE)


async def test_only_code_and_token_together_tell_how_it_stands() -> None:
    """A wrong token and an unknown code get the same answer; the state repeats nothing that was written."""
    desk = Counters()
    petition, token = await file(desk)
    status = await desk.desk.follow_petition.status(petition, token)
    assert "Canary" not in repr(status)
    for code, key in ((petition, "0" * 32), ("P-H90.01-261123-0099", token)):
        with pytest.raises(PermanentError, match="petition_not_found") as refused:
            await desk.desk.follow_petition.status(code, key)
        assert refused.value.fields == {"record": code}


async def test_a_retry_of_the_form_gets_the_same_code_and_token() -> None:
    """The page's key makes one petition, however often the button is pressed."""
    desk = Counters()
    request = desk.request("form-1")
    first, again = [await desk.desk.file_petition(request, FiledPetition("proposal", WRITTEN)) for _ in range(2)]
    assert (again.replayed, again.body["token"]) == (True, first.body["token"])


async def test_a_step_is_taken_once_per_key() -> None:
    """A retried answer is not a second one; without the key it is refused as out of order."""
    desk = Counters()
    petition, _ = await file(desk)
    await step(desk, petition, "acknowledge")
    for _ in range(2):
        await step(desk, petition, "answer", "answer-1", text="x")
    with pytest.raises(PermanentError, match="petition_step_not_allowed"):
        await step(desk, petition, "answer", text="y")
    assert desk.told(petition).count("petition.answered") == 1


async def test_every_reading_of_what_was_written_is_written_down() -> None:
    """The handler sees the words; the log says who read them, and nothing of them."""
    desk = Counters()
    petition, _ = await file(desk)
    body = await desk.desk.handle_petition.read(desk.request(), petition)
    assert body["written"]["name"] == WRITTEN.name
    (entry,) = await desk.log.entries(petition)
    assert (entry.actor, entry.purpose) == ("kiosk-1", "open_petition")


@pytest.mark.parametrize(
    ("kind", "details", "reason"),
    [
        ("refuse", {}, "reason_required"),
        ("refuse", {"reason": "no_time"}, "refusal_unknown"),
        ("answer", {}, "text_required"),
        ("ask-more", {}, "text_required"),
        ("publish", {"text": "x"}, "petition_step_not_allowed"),
        ("supply", {"text": "x"}, "petition_step_not_allowed"),
    ],
)
async def test_a_step_needs_what_it_tells(kind: str, details: dict[str, str], reason: str) -> None:
    """Refusals come from the catalogue, answers have words, and nothing happens out of order."""
    desk = Counters()
    petition, _ = await file(desk)
    await step(desk, petition, "acknowledge")
    with pytest.raises(PermanentError, match=reason):
        await step(desk, petition, kind, **details)


async def test_an_answer_is_rated_once_on_the_scale() -> None:
    """Before the answer, off the scale and twice are refused."""
    desk = Counters()
    petition, token = await file(desk)
    await step(desk, petition, "acknowledge")
    follow = desk.desk.follow_petition
    with pytest.raises(PermanentError, match="petition_step_not_allowed"):
        await follow.rate(petition, token, 3)
    await step(desk, petition, "answer", text="x")
    with pytest.raises(PermanentError, match="score_out_of_range"):
        await follow.rate(petition, token, 6)
    await follow.rate(petition, token, 3)
    with pytest.raises(PermanentError, match="petition_rated"):
        await follow.rate(petition, token, 4)


_days = st.dates(date(2026, 1, 5), date(2026, 6, 30))


@given(received=_days, gaps=st.lists(st.integers(0, 12), max_size=6), limit=st.integers(1, 20))
def test_the_days_to_answer_are_those_that_a_calendar_on_the_wall_would_count(
    received: date, gaps: list[int], limit: int
) -> None:
    """Day by day: a working day counts unless it lies between asking and the day of the supplement."""
    petition = _petition(received, limit)
    day, waiting, waited = received, False, set[date]()
    for gap in gaps:
        later = day + timedelta(days=gap)
        if waiting:
            waited |= {day + timedelta(days=number) for number in range(1, gap + 1)}
            petition = petition.supplied(_noon(later))
        else:
            petition = petition.more_asked(_noon(later), CALENDAR)
        day, waiting = later, not waiting
    due = petition.answer_due(CALENDAR)
    if waiting:
        assert due is None
        return
    assert due == max(_counted(received, waited, limit), _first_closing(day if gaps else received))


def _petition(received: date, limit: int) -> Petition:
    moment = _noon(received)
    petition = Petition(
        "P-1", AGENCY, AGENCY, "feedback", None, None, moment, moment, PetitionLimits(2, 5, limit, 2), "hash"
    )
    return petition.acknowledged(moment)


def _counted(received: date, waited: set[date], limit: int) -> datetime:
    day = received
    while limit:
        day += timedelta(days=1)
        limit -= CALENDAR.is_working_day(day) and day not in waited
    closing = CALENDAR.closing_of(day)
    assert closing is not None
    return closing


def _first_closing(day: date) -> datetime:
    while (closing := CALENDAR.closing_of(day)) is None:
        day += timedelta(days=1)
    return closing


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=VIETNAM)


@given(first=_days, days=st.integers(1, 40))
def test_the_limit_ends_on_a_working_day_that_is_so_many_away(first: date, days: int) -> None:
    """Counting forward and counting back agree."""
    due = closing_after(CALENDAR, first, days)
    assert CALENDAR.is_working_day(local_day(due))
    assert working_days_between(CALENDAR, first, local_day(due)) == days
    assert replace(_petition(first, days), used_days=0).answer_due(CALENDAR) == due
