"""Uptake of model days with the rules of the shipped catalogue."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from services.kernel.catalogue import Catalogue
from services.runtime.catalogue import read_catalogue
from services.stats.application.models.read_uptake import read_uptake
from services.stats.domain.entries import Entry
from services.stats.domain.models.uptake_table import uptake_table
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Period
from services.stats.domain.rates import Rate
from tests.unit.stats.counted_reader import CountedReader, cell

THURSDAY, FRIDAY, TUESDAY = date(2023, 11, 16), date(2023, 11, 17), date(2023, 11, 21)
MONTH = date(2023, 11, 1), date(2023, 11, 30)
THURSDAYS_OF_MONTH = 5
MORTGAGE, CHANGE, OTHER = "1.011441@1", "2.000720@1", "1.012753@1"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(Path(__file__).parents[4] / "deploy" / "catalogue")


def received(agency: str, procedure: str, day: date, count: int, **facts: str) -> Entry:
    return Entry(cell(agency, procedure, facts=facts), "received:on_time", day, count)


async def uptake(
    catalogue: Catalogue, entries: Iterable[Entry], first: date = MONTH[0], last: date = MONTH[1]
) -> dict[tuple[str, str], tuple[int, int, int]]:
    rows = await read_uptake(CountedReader(entries), catalogue, ("H90",), first, last)
    return {(row.tag, row.agency): (row.days, row.came, row.eligible) for row in rows}


async def test_uptake_is_what_came_on_model_days_of_what_could_have(catalogue: Catalogue) -> None:
    """Other procedures and dossiers that must be verified are not eligible; tags make no difference."""
    entries = [
        received("H90.04", MORTGAGE, THURSDAY, 3, needs_verification="false"),
        received("H90.04", MORTGAGE, FRIDAY, 5),
        received("H90.04", MORTGAGE, THURSDAY, 7, needs_verification="true"),
        received("H90.04", OTHER, THURSDAY, 11),
    ]
    assert (await uptake(catalogue, entries))["no_appointment", "H90.04"] == (THURSDAYS_OF_MONTH, 3, 8)


async def test_a_local_rule_has_its_own_days_and_procedures(catalogue: Catalogue) -> None:
    """Đắk Song holds Tuesdays too; Đắk Mil takes household changes besides, for no-appointment days only."""
    entries = [
        received("H90.01", MORTGAGE, TUESDAY, 2),
        received("H90.04", MORTGAGE, TUESDAY, 2),
        received("H90.02", CHANGE, THURSDAY, 4),
        received("H90.02", CHANGE, FRIDAY, 1),
    ]
    rows = await uptake(catalogue, entries)
    assert rows["no_appointment", "H90.01"][1:] == (2, 2)
    assert rows["no_appointment", "H90.04"][1:] == (0, 2)
    assert rows["no_appointment", "H90.02"][1:] == (4, 5)
    assert rows["no_writing", "H90.02"][1:] == (0, 0)


async def test_days_before_the_plan_and_days_off_are_no_model_days(catalogue: Catalogue) -> None:
    """From 1 October 2023 only Thursdays after the 15th count, and Tết has none."""
    entries = [received("H90.04", MORTGAGE, date(2023, 10, 12), 9), received("H90.04", MORTGAGE, date(2024, 2, 8), 2)]
    october = await uptake(catalogue, entries, date(2023, 10, 1), date(2023, 10, 31))
    assert october["no_appointment", "H90.04"] == (2, 0, 0)
    tet = await uptake(catalogue, entries, date(2024, 2, 8), date(2024, 2, 8))
    assert tet["no_appointment", "H90.04"] == (0, 0, 2)


async def test_nothing_counted_is_no_row(catalogue: Catalogue) -> None:
    """An empty store, or a period before everything, gives an empty report, not an error."""
    assert await uptake(catalogue, []) == {}
    assert (
        await uptake(catalogue, [received("H90.04", MORTGAGE, THURSDAY, 1)], date(2020, 1, 1), date(2020, 2, 1)) == {}
    )


async def test_the_report_adds_agencies_up(catalogue: Catalogue) -> None:
    """The total of a tag is a rate of sums, never a mean of rates; out of nothing it is not applicable."""
    entries = [
        received("H90.04", MORTGAGE, THURSDAY, 1),
        received("H90.05", MORTGAGE, THURSDAY, 1),
        received("H90.05", MORTGAGE, FRIDAY, 8),
    ]
    rows = await read_uptake(CountedReader(entries), catalogue, ("H90",), *MONTH)
    table = uptake_table(rows, Period(*MONTH), Names(catalogue))
    totals = {section.key: section.rows[-1] for section in table.sections}
    assert totals["no_appointment"].cells[3:] == (2, 10, Rate(2, 10))
    assert [row.key for row in table.sections[0].rows] == ["H90.04", "H90.05", "total"]
