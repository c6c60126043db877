"""The late list, now and on past days."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kernel.agency_code import AgencyCode
from services.runtime.catalogue import read_catalogue
from services.runtime.failures import PermanentError
from services.stats.adapters.ledger import StoreLedger
from services.stats.application.activity.topics import LEGS
from services.stats.application.lists import read_late, read_listed
from services.stats.application.lists.read_late import Late, LateQuestion, moment_of
from services.stats.application.ports import After
from services.stats.domain.activity.legs import Hold, RouteState
from services.stats.domain.dossiers import CLEARED, DUE, DossierChange, contribution
from services.stats.domain.facts import Fact
from services.stats.domain.listing import Listed
from services.stats.domain.lists.late import HeldBy, LateDossier, late_table
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Mark
from tests.fakes.store import EVERYTHING, FakeStore, Step
from tests.unit.stats.lists.kept import CODE, RULES, kept
from tests.unit.stats.stories import CELL, at, change, fold, lives, on, saying

CATALOGUE = read_catalogue(str(Path(__file__).parents[4] / "deploy" / "catalogue"))
NOW = at(6)
OPEN = [change(0, due=3)]
ENDED_LATE = [change(0, due=3), change(5, due=3, finished=5, outcome="late")]
IN_TIME = [change(0, due=3), change(2, due=3, finished=2, outcome="early")]
PAUSED = [change(0, due=3), change(2, status=5)]


async def late(ledger: StoreLedger, question: LateQuestion | None = None, day: int | None = None) -> list[LateDossier]:
    moment = moment_of(None if day is None else on(day), NOW)
    return await Late(RULES, CATALOGUE, question or LateQuestion(), moment).read(ledger)


async def codes(ledger: StoreLedger, question: LateQuestion | None = None, day: int | None = None) -> list[str]:
    return [dossier.code[-4:] for dossier in await late(ledger, question, day)]


def numbered(*stories: Sequence[DossierChange]) -> dict[str, Sequence[DossierChange]]:
    return {CODE.format(number): story for number, story in enumerate(stories)}


async def test_what_is_late_now_is_open_after_its_due_day() -> None:
    """Neither what ended, nor what stands still, nor what is due today."""
    ledger = await kept(numbered(OPEN, ENDED_LATE, IN_TIME, PAUSED, [change(0, due=6)]))
    [found] = await late(ledger)
    assert (found.code, found.days, found.holder) == (CODE.format(0), 3, None)


async def test_what_was_late_on_a_past_day_is_told_of_that_day() -> None:
    """Whatever became of it later; at the end of the due day it is a day late."""
    ledger = await kept(numbered(OPEN, ENDED_LATE, IN_TIME))
    assert [await codes(ledger, day=day) for day in (2, 3, 4, 5)] == [[], ["0000", "0001"], ["0000", "0001"], ["0000"]]
    assert [found.days for found in await late(ledger, day=3)] == [1, 1]


async def test_a_past_day_shows_how_dossiers_stood_then() -> None:
    """Not that one has ended late or got its apology since; the present shows what holds now."""
    waits = change(4, status=5, due=3)._replace(what="supplement_requested")
    again = change(5, due=3)._replace(what="supplement_received")
    sorry = change(7, due=3, said=saying(7, apology="sent_late"))._replace(what="apology_sent")
    ends = change(9, due=3, finished=9, outcome="late", said=saying(9, apology="sent_late"))
    ledger = await kept(numbered([*OPEN, waits, again, sorry, ends], [*OPEN, waits]))
    assert [await stood(ledger, on(day), at(12)) for day in (3, 4, 6, 7, 9)] == [
        [("pending", "none"), ("pending", "")],
        [("awaiting_supplement", "none"), ("awaiting_supplement", "")],
        [("pending", "none"), ("awaiting_supplement", "")],
        [("pending", "sent_late"), ("awaiting_supplement", "")],
        [("awaiting_supplement", "")],
    ]
    assert await stood(ledger, None, at(12)) == [("awaiting_supplement", "")]


async def stood(ledger: StoreLedger, day: date | None, now: datetime) -> list[tuple[str, str]]:
    found = await Late(RULES, CATALOGUE, LateQuestion(), moment_of(day, now)).read(ledger)
    return [(dossier.standing, dossier.apology) for dossier in found]


@settings(max_examples=40, deadline=None)
@given(st.lists(lives(), max_size=5), st.integers(0, 5))
async def test_the_list_has_as_many_as_the_counters(stories: list[list[DossierChange]], day: int) -> None:
    """The list and the prefix sums of due and cleared are two answers to one question."""
    ledger = await kept(numbered(*stories))
    entries = [entry for story in stories for entry in contribution(fold(story)) if entry.day <= on(day)]
    counted = sum(entry.measure == DUE for entry in entries) - sum(entry.measure == CLEARED for entry in entries)
    assert len(await codes(ledger, day=day)) == counted


async def test_the_list_is_sifted() -> None:
    """By agency with all below it, procedure in any version, field, and the officer who has it."""
    other = change(0, due=3, cell=CELL._replace(agency="H90.20.011", procedure="1.000001@1"))
    ledger = await kept(numbered(OPEN, [other]))
    await ledger.save(LEGS, {CODE.format(0): Fact(1, RouteState(holds=(Hold("print", 1, "H90.01", NOW, "an"),)))})
    asked = [
        LateQuestion(agencies=frozenset({"H90.20"})),
        LateQuestion(agencies=frozenset({"H90.20.01"})),
        LateQuestion(procedures=frozenset({"1.000001"})),
        LateQuestion(fields=frozenset({"land"})),
        LateQuestion(fields=frozenset({"civil_status"})),
        LateQuestion(officers=frozenset({"an"})),
    ]
    assert [await codes(ledger, question) for question in asked] == [
        ["0000", "0001"],
        ["0000"],
        ["0001"],
        ["0000", "0001"],
        [],
        ["0000"],
    ]
    assert (await late(ledger))[0].holder == HeldBy("print", "H90.01", "an")


async def test_a_long_list_is_read_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of due dates, those of one moment by code, none twice and none left out."""
    monkeypatch.setattr(read_listed, "_AT_ONCE", 2)
    dues = (3, 1, 2, 2, 2, 3, 1)
    ledger = await kept(numbered(*([change(0, due=due)] for due in dues)))
    assert await codes(ledger) == ["0001", "0006", "0002", "0003", "0004", "0000", "0005"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 7), max_size=9), st.integers(1, 4), st.sampled_from([None, "H90.20.01"]), st.booleans())
async def test_pages_of_the_list_are_the_list(dues: list[int], limit: int, agency: str | None, by_field: bool) -> None:  # noqa: FBT001 a case of hypothesis
    """From place to place and by number, whether the listing alone tells what is asked for or not."""
    cells = (CELL, CELL._replace(agency="H90.20.011"))
    ledger = await kept(numbered(*([change(0, due=due, cell=cells[due % 2])] for due in dues)))
    question = LateQuestion(frozenset({agency}) if agency else None, fields=frozenset({"land"}) if by_field else None)
    whole = await codes(ledger, question)
    start: After | int = 0
    for first in range(0, len(whole) + 1, limit):
        expected = whole[first : first + limit]
        for begun in (start, first):
            page = await Late(RULES, CATALOGUE, question, moment_of(None, NOW)).read_page(ledger, begun, limit)
            assert [row.code[-4:] for row in page.dossiers] == expected
            assert page.found == (None if by_field else len(whole))
        assert (page.following is None) == (first + limit >= len(whole))
        start = page.following or first + limit


async def test_a_page_looks_at_no_other_dossier() -> None:
    """Neither at their facts nor at who has them, however long the list is."""
    store, read = FakeStore(), []
    await kept(numbered(*([change(0, due=1 + due % 5)] for due in range(40))), store)

    async def gate(step: Step) -> Any:
        found = step.apply(EVERYTHING)
        read.append(0 if isinstance(found, int) else len(found))
        return found

    ledger = StoreLedger(FakeStore(store.tables, gate), 1)
    page = await Late(RULES, CATALOGUE, LateQuestion(), moment_of(None, NOW)).read_page(ledger, 7, 3)
    assert (len(page.dossiers), page.found, max(read)) == (3, 40, 4)


async def test_a_list_that_is_too_long_is_read_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it at once is refused with what to do; a page of it is answered."""
    monkeypatch.setattr(read_late, "MOST_DOSSIERS", 2)
    ledger = await kept(numbered(OPEN, OPEN, OPEN))
    with pytest.raises(PermanentError, match="dossiers_too_many"):
        await late(ledger)
    page = await Late(RULES, CATALOGUE, LateQuestion(), moment_of(None, NOW)).read_page(ledger, 0, 2)
    assert (len(page.dossiers), page.found) == (2, 3)


async def test_a_marker_without_a_fact_is_passed_over() -> None:
    """A crash may leave it behind, or ahead of the fact that it will be true of."""
    ledger = await kept(numbered(IN_TIME, OPEN))
    row = Listed("H90.20.01", at(1), None)
    await ledger.enlist(RULES, {CODE.format(0): (9, row), CODE.format(7): (1, row), CODE.format(1): (9, row)})
    assert await codes(ledger) == ["0001"]
    assert (await late(ledger))[0].due_at == at(3, 9)


async def test_how_late_is_told_in_working_time_as_well() -> None:
    """By the calendar of the receiving agency, as far as the catalogue knows it."""
    known = change(0, due=3, cell=CELL._replace(agency="H90.01"))
    ledger = await kept(numbered([known], [change(0, due=3, cell=CELL._replace(agency="H90.99"))]))
    found = await late(ledger)
    due, calendar = at(3, 9), CATALOGUE.calendar_for(AgencyCode("H90.01"))
    assert [each.working_minutes for each in found] == [calendar.between(due, NOW), None]
    table = late_table(found, Names(CATALOGUE), on(6), present=True)
    [section] = table.sections
    minutes = [column.key for column in table.columns].index("working_minutes")
    assert [row.cells[minutes] for row in section.rows] == [calendar.between(due, NOW), Mark.NOT_KNOWN]


def test_a_day_that_is_not_over_is_now() -> None:
    """Nobody knows yet what its end will bring; days begin at midnight in Viet Nam."""
    now = datetime(2026, 11, 8, 17, 30, tzinfo=UTC)  # the 9th, half past midnight
    moments = [moment_of(day, now) for day in (None, now.date() + timedelta(days=1), now.date() + timedelta(days=9))]
    assert moments[0] == moments[1] == moments[2]
    assert (moments[0].due_before, moments[0].present) == (datetime(2026, 11, 8, 17, tzinfo=UTC), True)
    assert not moment_of(now.date(), now).present
