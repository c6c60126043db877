"""Service models of the shipped catalogue: plans of article 000, rules without a plan of article 001."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kernel.catalogue import Catalogue
from services.runtime.catalogue import read_catalogue
from services.stats.application.models.read_models import Models, read_models
from services.stats.domain.entries import Entry
from services.stats.domain.models.blocks import blocks_of
from services.stats.domain.models.models_table import models_table
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Period
from services.stats.domain.scope import covers
from tests.unit.stats.counted_reader import CountedReader, cell

FIRST, LAST = date(2023, 10, 15), date(2024, 10, 30)
DAY = date(2023, 11, 16)
PLAN = ("1.001612", "1.004873", "1.011441", "1.011443")
NO_APPOINTMENT = {"1.011441": 5089, "1.011443": 5369, "1.001612": 1055, "1.004873": 4456}
NO_WRITING = {"1.001612": 790, "1.004873": 4078}


@cache
def shipped() -> Catalogue:
    return read_catalogue(Path(__file__).parents[4] / "deploy" / "catalogue")


@pytest.fixture
def catalogue() -> Catalogue:
    return shipped()


def printed() -> Iterator[Entry]:
    """Yield what article 000 prints, and what Đắk Mil and Quảng Trực add."""
    for code, count in NO_APPOINTMENT.items():
        both = NO_WRITING.get(code, 0)
        yield entry("H90.04", code, ("no_appointment",), count - both)
        yield entry("H90.04", code, ("no_appointment", "no_writing"), both)
    yield entry("H90.02", "2.000720", ("no_appointment",), 40)
    yield entry("H90.03.01", "1.000894", ("no_appointment",), 25)


def entry(agency: str, code: str, tags: tuple[str, ...], count: int, day: date = DAY) -> Entry:
    return Entry(cell(agency, f"{code}@1", tags=tags), "received:on_time", day, count)


async def ask(catalogue: Catalogue, entries: Iterator[Entry], *agencies: str, first: date = FIRST) -> Models:
    return await read_models(CountedReader(entries), catalogue.service_models, agencies or None, first, LAST)


async def test_a_plan_shows_its_own_procedures_apart_from_what_localities_add(catalogue: Catalogue) -> None:
    """The figures of article 000: four rows and 15,969; household changes and marriages stand beside them."""
    shown = {each.block.tag: each for each in (await ask(catalogue, printed(), "H90")).blocks}
    appointment = shown["no_appointment"]
    assert {code: figures.received for code, figures in appointment.own.items()} == NO_APPOINTMENT
    assert {code: figures.received for code, figures in appointment.added.items()} == {"2.000720": 40, "1.000894": 25}
    assert (appointment.total_own.received, appointment.total.received) == (15_969, 16_034)


async def test_procedures_of_the_plan_that_nobody_filed_keep_their_rows(catalogue: Catalogue) -> None:
    """0, 0, 790, 4,078: a zero is a result, and the sum is exact."""
    writing = next(each for each in (await ask(catalogue, printed(), "H90")).blocks if each.block.tag == "no_writing")
    assert {code: figures.received for code, figures in writing.own.items()} == {
        "1.011441": 0,
        "1.011443": 0,
        "1.001612": 790,
        "1.004873": 4078,
    }
    assert (writing.total_own.received, dict(writing.added)) == (4868, {})


async def test_a_locality_sees_the_plan_of_its_province_with_its_own_addition(catalogue: Catalogue) -> None:
    """Asked of Đắk Mil alone, household changes are an addition to plan 580 there, not a plan's own row."""
    mine = [each for each in (await ask(catalogue, printed(), "H90.02")).blocks if each.block.tag == "no_appointment"]
    assert [(each.block.plan, each.block.places, each.block.own) for each in mine] == [
        ("580/KH-UBND", ("H90.02",), PLAN)
    ]
    assert {code: figures.received for code, figures in mine[0].added.items()} == {"2.000720": 40}


async def test_models_side_by_side_in_one_commune_are_counted_apart(catalogue: Catalogue) -> None:
    """Hoằng Quang has three models without a plan; a dossier under two of them is in both, none is left out."""
    entries = iter(
        [
            entry("H91.01.01", "2.001", ("no_appointment", "no_writing"), 3),
            entry("H91.01.01", "2.001", ("citizen_reception",), 2),
            entry("H91.01.02", "2.001", ("no_writing",), 7),
        ]
    )
    models = await ask(catalogue, entries, "H91.01.01")
    assert {each.block.tag: each.total.received for each in models.blocks} == {
        "no_appointment": 3,
        "no_writing": 3,
        "citizen_reception": 2,
    }
    assert models.outside == {}


async def test_the_seven_branches_of_the_saturday_keep_their_rows(catalogue: Catalogue) -> None:
    """Every agency that the rule names is shown, with what was received there, zero or not."""
    models = await ask(catalogue, iter([entry("H91.20.12", "1.011441", ("volunteer_saturday",), 4)]), "H91")
    saturday = next(each for each in models.blocks if each.block.tag == "volunteer_saturday")
    assert {agency: figures.received for agency, figures in saturday.named.items()} == {
        f"H91.20.{number}": 4 if number == 12 else 0 for number in range(11, 18)
    }


async def test_what_no_plan_covers_is_told(catalogue: Catalogue) -> None:
    """A tag from before the plan began is in no block, and in no silence either."""
    early = iter([entry("H90.04", "1.011441", ("no_appointment",), 6, date(2023, 9, 1))])
    models = await ask(catalogue, early, "H90", first=date(2023, 9, 1))
    assert models.outside == {"no_appointment": 6}
    assert sum(each.total.received for each in models.blocks) == 0


async def test_one_plan_after_the_other_gives_a_block_each(catalogue: Catalogue) -> None:
    """Plan 580 ends with 2024 and its successor, with eight procedures, begins: the days meet, none is in both."""
    blocks = [
        block
        for block in blocks_of(catalogue.service_models, ("H90",), FIRST, date(2025, 6, 30))
        if block.tag == "no_writing"
    ]
    assert [(block.first, block.last, len(block.own)) for block in blocks] == [
        (FIRST, date(2024, 12, 31), 4),
        (date(2025, 1, 1), date(2025, 6, 30), 8),
    ]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["H90", "H90.01", "H90.02", "H90.03", "H90.03.01", "H91", "H91.01.01"]), max_size=3))
def test_no_agency_is_under_two_blocks_of_a_tag_on_a_day(scope: list[str]) -> None:
    """Whatever is asked for, blocks of one tag overlap either in no place or on no day."""
    models = shipped().service_models
    blocks = blocks_of(models, scope or None, FIRST, date(2025, 6, 30))
    for number, one in enumerate(blocks):
        for other in blocks[number + 1 :]:
            same_days = one.first <= other.last and other.first <= one.last
            if one.tag == other.tag and same_days:
                assert not any(covers(one.places, place) for place in other.places)
                assert not any(covers(other.places, place) for place in one.places)


async def test_the_report_shows_every_part(catalogue: Catalogue) -> None:
    """Titles name the tag, its plan and days in both languages; rows come in the order of their parts."""
    models = await ask(catalogue, printed(), "H90")
    table = models_table(models.blocks, models.outside, Period(FIRST, LAST), Names(catalogue))
    section = table.sections[0]
    assert section.title is not None
    assert section.title.vi == "Ngày không hẹn (580/KH-UBND), Đắk Nông, 15/10/2023-30/10/2024"
    keys = [row.key for row in section.rows]
    assert keys[:5] == [*PLAN, "total_own"]
    assert keys[5:8] == ["added|1.000894", "added|2.000720", "total"]
    assert [row.cells[2] for row in section.rows if row.total] == [15_969, 16_034]
