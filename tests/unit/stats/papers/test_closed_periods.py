"""Closing a period freezes its report; what comes later is a new edition, seen beside the old one."""

import asyncio
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.runtime.failures import PermanentError, TransientError
from services.stats.adapters.editions import COLLECTION, StoredEditions
from services.stats.application.papers.close_period import ClosePeriod
from services.stats.application.papers.paper import Paper, Shelf
from services.stats.application.papers.restate_period import RestatePeriod
from services.stats.application.papers.show_period import ShowPeriod
from services.stats.domain.papers.asking import FROM, TO, Asked, read_asked
from services.stats.domain.papers.canonical import digest_of
from services.stats.domain.papers.differences import Difference
from services.stats.domain.papers.editions import Edition, wrongs_of
from services.stats.domain.papers.table import Column, Kind, Row, Section, Table, say
from tests.fakes.store import FakeStore

OCTOBER = read_asked((FROM, TO), [("from", "2026-10-01"), ("to", "2026-10-31")])
CLOSED_AT = datetime(2026, 11, 1, 1, 2, 3, 456_789, tzinfo=UTC)


@dataclass
class Office:
    """One report of two agencies, whose figures and clock the test sets."""

    received: dict[str, int] = field(default_factory=lambda: {"H90.01": 5, "H90.02": 7})
    readings: list[dict[str, int]] = field(default_factory=list)
    now: datetime = CLOSED_AT
    store: FakeStore = field(default_factory=FakeStore)

    def __post_init__(self) -> None:
        self.paper = Paper("received", say("Received"), (FROM, TO), self.answer)
        self.editions = StoredEditions(self.store)
        self.close = ClosePeriod(self.editions, "rules-1", lambda: self.now)
        self.show = ShowPeriod(Shelf([self.paper]), self.editions)
        self.restate = RestatePeriod(self.show, self.editions, "rules-2", lambda: self.now)

    async def answer(self, asked: Asked) -> Table:
        received = self.readings.pop(0) if self.readings else self.received
        columns = (Column("received", say("Received"), Kind.COUNT),)
        rows = tuple(Row(agency, (number,)) for agency, number in received.items())
        return Table("received", say("Received"), asked.period, columns, (Section("all", None, rows),))

    async def closed(self) -> Edition:
        return (await self.close(self.paper, OCTOBER, "department")).edition


async def test_a_period_closes_once() -> None:
    """Asked again, it is the same edition, whatever has happened since; two at once are one as well."""
    office = Office()
    both = await asyncio.gather(*(office.close(office.paper, OCTOBER, "department") for _ in range(2)))
    assert sorted(closed.new for closed in both) == [False, True]
    office.received["H90.01"] = 6
    again = await office.close(office.paper, OCTOBER, "somebody else")
    assert not again.new
    assert {closed.edition for closed in both} == {again.edition}
    assert again.edition.digest == digest_of(again.edition.document)
    [row, _] = json.loads(again.edition.document)["sections"][0]["rows"]
    assert row["cells"] == {"received": 5}


async def test_later_events_show_beside_what_was_frozen() -> None:
    """Every cell that differs is named with both values, and rows that came or went."""
    office = Office()
    await office.closed()
    period = (await office.closed()).period
    shown = await office.show(period)
    assert (shown.differences, shown.present_digest) == ([], shown.last.digest)
    office.received = {"H90.01": 6, "H90.03": 1}
    assert list((await office.show(period)).differences) == [
        Difference("all", "H90.01", "received", 5, 6),
        Difference("all", "H90.02", None, {"received": 7}, None),
        Difference("all", "H90.03", None, None, {"received": 1}),
    ]


async def test_a_restatement_is_a_new_numbered_edition() -> None:
    """The first one stays as it was; each carries the seal of the one before."""
    office = Office()
    first = await office.closed()
    office.received["H90.01"], office.now = 6, datetime(2026, 12, 1, tzinfo=UTC)
    second = await office.restate(first.period, "Hồ sơ giấy nhập muộn", "department")
    assert (second.number, second.before, second.rules) == (2, first.seal, "rules-2")
    shown = await office.show(first.period)
    assert list(shown.editions) == [first, second]
    assert (shown.differences, shown.wrongs) == ([], [])
    assert first.closed_at == datetime(2026, 11, 1, 1, 2, 3, tzinfo=UTC)


async def test_an_edition_outlives_its_report() -> None:
    """When the report is no longer offered there is nothing to compare with, but what was frozen is there."""
    office = Office()
    first = await office.closed()
    shown = await ShowPeriod(Shelf([]), office.editions)(first.period)
    assert (shown.last, shown.present, shown.present_digest, shown.differences) == (first, None, None, ())
    restate = replace(office.restate, show=ShowPeriod(Shelf([]), office.editions))
    with pytest.raises(PermanentError, match="period_unchanged"):
        await restate(first.period, "late paper", "department")


async def test_nothing_is_restated_without_a_difference_or_twice() -> None:
    """Two restatements of the same change make one edition: the other one is told to look again."""
    office = Office()
    first = await office.closed()
    with pytest.raises(PermanentError, match="period_unchanged"):
        await office.restate(first.period, "no reason", "department")
    office.received["H90.01"] = 6
    outcomes = await asyncio.gather(
        *(office.restate(first.period, "late paper", "department") for _ in range(2)), return_exceptions=True
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Edition", "PermanentError"]
    assert len(await office.editions.of(first.period)) == 2


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda rows, ids: rows[ids[0]].update(document='{"sections":[]}'), ["edition 1: its report was changed"]),
        (lambda rows, ids: rows[ids[0]].update(closed_at=CLOSED_AT), ["edition 1: its head was changed"]),
        (
            lambda rows, ids: rows.pop(ids[0]),
            ["edition 1 is missing", "edition 2: its head was changed"],
        ),
    ],
)
async def test_tampering_is_told(change: Any, told: list[str]) -> None:
    """A report that was changed in the store, a head, or an edition that is gone."""
    office = Office()
    first = await office.closed()
    office.received["H90.01"] = 6
    await office.restate(first.period, "late paper", "department")
    rows = office.store.tables[COLLECTION].rows
    change(rows, sorted(rows))
    assert list((await office.show(first.period)).wrongs) == told


async def test_an_edition_that_was_put_in_another_ones_place_is_told() -> None:
    """A forged report with its own digest does not have the seal that the next edition carries."""
    office = Office()
    first = await office.closed()
    office.received["H90.01"] = 6
    second = await office.restate(first.period, "late paper", "department")
    other = Office(received={"H90.01": 0})
    forged = replace(await other.closed(), period=first.period)
    assert wrongs_of([forged, second]) == ["edition 2: its head was changed"]


async def test_only_what_is_over_can_be_closed() -> None:
    """The last day has to have passed in Viet Nam, and the report to be of a period."""
    office = Office()
    office.now = datetime(2026, 10, 31, 16, 59, tzinfo=UTC)
    with pytest.raises(PermanentError, match="period_not_over last=2026-10-31"):
        await office.closed()
    office.now = datetime(2026, 10, 31, 17, 0, tzinfo=UTC)
    assert (await office.closed()).number == 1
    with pytest.raises(PermanentError, match="report_not_closable"):
        await office.close(replace(office.paper, parameters=(TO,)), OCTOBER, "department")


async def test_figures_that_move_are_not_frozen() -> None:
    """A batch that is half counted is read once at most; without two readings that agree, try again later."""
    office = Office()
    office.readings = [{"H90.01": 4}]
    assert '"received":5' in (await office.closed()).document
    moving = Office(readings=[{"H90.01": number} for number in range(10)])
    with pytest.raises(TransientError, match="figures_moving"):
        await moving.closed()


async def test_a_reason_names_nobody() -> None:
    """A phone number in it is refused before anything is kept."""
    office = Office()
    first = await office.closed()
    office.received["H90.01"] = 6
    with pytest.raises(PermanentError, match="reason_names_somebody"):
        await office.restate(first.period, "theo ông A, 0912 345 678", "department")
    assert len(await office.editions.of(first.period)) == 1


async def test_editions_are_listed_by_pages_without_their_reports() -> None:
    """Periods do not mix, though the name of one begins with that of another."""
    office = Office()
    for last in ("2026-10-01", "2026-10-10", "2026-10-11"):
        asked = read_asked((FROM, TO), [("from", "2026-10-01"), ("to", last)])
        await office.close(office.paper, asked, "department")
    first = await office.editions.heads("", 2)
    rest = await office.editions.heads(f"{first[-1].period}/000001", 2)
    found = [*first, *rest]
    assert [edition.asked.day("to") for edition in found] == [date(2026, 10, day) for day in (1, 10, 11)]
    assert {edition.document for edition in found} == {""}
    assert [len(await office.editions.of(edition.period)) for edition in found] == [1, 1, 1]
