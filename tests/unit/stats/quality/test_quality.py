"""How well desks keep their records and hours, from counters to rows."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from services.kernel.catalogue import Catalogue
from services.kernel.times import utc_now
from services.runtime.catalogue import read_catalogue
from services.stats.application.quality.quality_papers import quality_papers
from services.stats.domain.activity.desk import desk_cell
from services.stats.domain.entries import Entry
from services.stats.domain.papers.asking import read_asked
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Table
from services.stats.domain.rates import Rate
from tests.unit.stats.counted_reader import CountedReader, CountedReports, cell

DAY, LATER, NEXT_MONTH = date(2026, 3, 2), date(2026, 3, 31), date(2026, 4, 1)
WARD, OTHER, BRANCH = "H94.01.01", "H94.02.01", "H90.20.01"


@cache
def shipped() -> Catalogue:
    return read_catalogue(Path(__file__).parents[4] / "deploy" / "catalogue")


async def report(key: str, entries: Iterable[Entry], *agencies: str) -> Table:
    papers = quality_papers(CountedReports(CountedReader(entries)), shipped(), Names(shipped()), utc_now)
    paper = next(paper for paper in papers if paper.key == key)
    given = [("from", DAY.isoformat()), ("to", LATER.isoformat()), *(("agency", agency) for agency in agencies)]
    return await paper.answer(read_asked(paper.parameters, given))


def entries(agency: str, day: date = DAY, **measures: int) -> list[Entry]:
    counted = cell(agency, "1.011441@1")
    return [Entry(counted, name.replace("__", ":"), day, amount) for name, amount in measures.items()]


def row(table: Table, key: str) -> dict[str, Any]:
    found = next(row for section in table.sections for row in section.rows if row.key == key)
    return {column.key: value for column, value in zip(table.columns, found.cells, strict=True)}


async def test_what_was_not_entered_is_counted_by_agency() -> None:
    """Applicant, contact and result apart and together; the record rate is out of what was returned."""
    counted = entries(
        BRANCH,
        received__on_time=9,
        missing__applicant=1,
        missing__contact=2,
        missing__components=3,
        missing__result=4,
        returned=8,
        returned_recorded=6,
    )
    shown = row(await report("completeness", [*counted, *entries(OTHER, returned=1)], "H90"), BRANCH)
    assert [shown[key] for key in ("received", "missing_applicant", "missing_contact", "missing_result")] == [
        9,
        1,
        2,
        4,
    ]
    assert (shown["missing_components"], shown["missing"]) == (3, 10)
    assert (shown["recorded_rate"].numerator, shown["recorded_rate"].denominator) == (6, 8)


async def test_apologies_are_told_beside_what_was_late() -> None:
    """In time out of all that were owed; what is pending or stands still is that of the last day."""
    earlier = DAY.replace(year=DAY.year - 1)
    counted = [
        *entries(BRANCH, earlier, received__late=9, due=9, paused=3),
        *entries(BRANCH, resolved__late=4, cleared=4, unpaused=2, supplements=5),
        *entries(BRANCH, apology_sent=3, apology_late=2, apology_missing=4),
    ]
    shown = row(await report("apologies", counted, "H90"), BRANCH)
    assert [shown[key] for key in ("resolved_late", "pending_late", "supplements", "paused")] == [4, 5, 5, 1]
    assert [shown[f"apology_{key}"] for key in ("sent", "late", "missing")] == [3, 2, 4]
    assert (shown["apology_rate"].numerator, shown["apology_rate"].denominator) == (3, 9)


async def test_rates_of_sums_are_no_means_of_rates() -> None:
    """Some wards over 90 %, the city by its sums; agencies outside the question are in none."""
    counted = [
        *entries(WARD, resolved__on_time=100, finished_digitised=91),
        *entries(OTHER, resolved__late=10, resolved__withdrawn=5, finished_digitised=1),
        *entries(BRANCH, resolved__late=10),
    ]
    table = await report("digitised", counted, "H94")
    assert row(table, WARD)["digitised_rate"].value == "91.00"
    assert row(table, OTHER)["digitised_rate"].value == "10.00"
    assert (row(table, "total")["finished"], row(table, "total")["digitised_rate"].value) == (110, "83.64")
    assert [section.key for section in table.sections] == ["commune"]


async def test_pages_are_valid_until_they_lapse() -> None:
    """Pages of the period, and of all before what is valid at its end; papers spared are waived or reused ones."""
    counted = [
        *entries(BRANCH, date(2025, 1, 1), pages=100),
        *entries(BRANCH, pages=40, components_asked=10, components_waived=2, components_reused=1),
        *entries(BRANCH, LATER, pages_lapsed=30),
        *entries(BRANCH, NEXT_MONTH, pages_lapsed=70),
    ]
    shown = row(await report("digitised", counted, "H90"), BRANCH)
    assert (shown["pages"], shown["pages_valid"]) == (40, 110)
    assert shown["reuse_rate"].value == "30.00"


async def test_the_cashless_share_is_of_what_was_paid() -> None:
    """Transfer, card and wallet are cashless; what is still unpaid is in neither."""
    counted = entries(
        WARD,
        fee_due=9,
        fee_paid__cash=2,
        fee_paid__card=3,
        fee_paid__transfer=3,
        fee_vnd__cash=20_000,
        fee_vnd__card=45_000,
    )
    shown = row(await report("payments", counted, "H94"), WARD)
    assert (shown["due"], shown["cash"], shown["cashless"]) == (9, 2, 6)
    assert shown["cashless_rate"].value == "75.00"
    assert (shown["cash_vnd"], shown["cashless_vnd"]) == (20_000, 45_000)


async def test_hours_are_held_against_the_calendar_and_silence_shows() -> None:
    """Late openings, early closings and tickets of the desk, from records of other kinds nothing; zeros stay."""
    hours, ticket = desk_cell("hours", WARD, "H94", "", "morning"), desk_cell("ticket", WARD, "H94", "land", "desk")
    petition = desk_cell("petition", WARD, "H94", "", "other")
    counted = [
        Entry(hours, "opened", DAY, 40),
        Entry(hours, "closed", DAY, 40),
        Entry(hours, "late_opened", DAY, 3),
        Entry(hours, "late_minutes", DAY, 55),
        Entry(hours, "breaches", DAY, 4),
        Entry(ticket, "tickets_issued", DAY, 30),
        Entry(ticket, "after_hours", DAY, 2),
        Entry(petition, "opened", DAY, 1000),
    ]
    table = await report("hours", counted, "H94")
    shown = row(table, WARD)
    assert (shown["opened"], shown["late"], shown["late_minutes"], shown["issued"], shown["after_hours"]) == (
        40,
        3,
        55,
        30,
        2,
    )
    assert shown["breach_rate"].value == "5.00"
    assert row(table, OTHER)["opened"] == 0
    assert row(table, OTHER)["breach_rate"] == Rate(0, 0, label="breaches / (openings + closings)")


async def test_assistance_covers_the_desks_that_had_any() -> None:
    """Coverage counts each desk once, whatever it received; a desk without a dossier is not covered."""
    helped = cell(WARD, "1.011441@1", assisted=True, channel="online", tier="commune")
    counted = [
        Entry(helped, "received:on_time", DAY, 4),
        Entry(cell(WARD, "1.011441@1", assisted=True, tier="commune"), "received:on_time", DAY, 1),
        Entry(cell(WARD, "1.011441@1", tier="commune"), "received:on_time", DAY, 5),
        Entry(cell(OTHER, "1.011441@1", tier="commune"), "received:on_time", DAY, 7),
    ]
    table = await report("assistance", counted, WARD, OTHER)
    assert [row(table, WARD)[key] for key in ("received", "assisted", "assisted_online", "helped")] == [10, 5, 4, 1]
    total = row(table, "total")
    assert (total["desks"], total["helped"], total["coverage"].value, total["assisted_rate"].value) == (
        2,
        1,
        "50.00",
        "29.41",
    )


@pytest.mark.parametrize("key", ["completeness", "digitised", "payments", "apologies"])
async def test_nobody_counted_is_no_section(key: str) -> None:
    """An empty store gives an empty report."""
    assert (await report(key, [])).size == 0
