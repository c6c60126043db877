"""Forms and lists as they are read from counters, with the rules of the shipped catalogue."""

import asyncio
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.form06.recount import recount, seen_dossier
from services.kernel.catalogue import Catalogue, load
from services.runtime.failures import PermanentError
from services.stats.application.forms.form06 import form06
from services.stats.application.forms.lists import by_agency, by_field
from services.stats.application.forms.read_places import read_places
from services.stats.domain.dossiers import DossierState
from services.stats.domain.forms.line import COLUMNS
from services.stats.domain.papers.table import Period, Table, Text
from services.stats.domain.particulars import Particulars
from services.stats.domain.rates import Rate
from tests.unit.stats.forms.dossiers import COMMUNE, DISTRICT, JANUARY, OFFICE, cells, counters, dossier

PERIOD = Period(*JANUARY)


def line(table: Table, section: str, row: str) -> tuple[object, ...]:
    found = cells(table, section, row)
    return tuple(found[column] for column in COLUMNS if column in found)


async def test_form_of_a_province(catalogue: Catalogue) -> None:
    """Sections by tier with their sums, lines by field, and the sum of all."""
    table = await form06(counters(OFFICE), catalogue, PERIOD, frozenset({"H92"}))
    assert [section.key for section in table.sections] == ["district", "commune", "total"]
    assert line(table, "commune", "land") == (3, 1, 0, 2, 2, 1, 0, 1, 1, 0, 1)
    assert line(table, "commune", "justice") == (1, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0)
    assert line(table, "commune", "total") == (4, 1, 1, 2, 2, 1, 0, 1, 2, 1, 1)
    assert line(table, "district", "total") == (1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0)
    assert line(table, "total", "total") == (5, 1, 2, 2, 3, 1, 1, 1, 2, 1, 1)
    assert table.subtitle == Text("Nam Định", "Nam Định")
    assert cells(table, "commune", "land")["field"] == Text("Đất đai", "Land")
    assert [column.mark for column in table.columns][2] == "(3)=(4)+(5)+(6)"
    assert Text("Hồ sơ đang chờ bổ sung được tính ở cột (12).", table.notes[0].en) == table.notes[0]


async def test_form_of_one_agency_is_read_from_its_own_counters(catalogue: Catalogue) -> None:
    """The same columns as in the form of the province; what lies above it is left out."""
    reader = counters(OFFICE)
    of_commune = await form06(reader, catalogue, PERIOD, frozenset({COMMUNE}))
    of_district = await form06(reader, catalogue, PERIOD, frozenset({DISTRICT}))
    of_province = await form06(reader, catalogue, PERIOD, frozenset({"H92"}))
    assert line(of_commune, "commune", "total") == line(of_province, "commune", "total")
    assert [section.key for section in of_commune.sections] == ["commune"]
    assert of_district.sections == of_province.sections


async def test_any_past_day(catalogue: Catalogue) -> None:
    """What was pending on the last day stands as it was then, whatever came later."""
    for last, pending_late in (("2026-01-04", 0), ("2026-01-05", 1), ("2026-01-11", 2), ("2026-01-12", 1)):
        table = await form06(counters(OFFICE), catalogue, Period(JANUARY[0], date.fromisoformat(last)), None)
        assert cells(table, "total" if len(table.sections) > 1 else "commune", "total")["pending_late"] == pending_late


async def test_a_period_that_is_not_over_stands_as_of_now(catalogue: Catalogue) -> None:
    """Due days to come make nobody late, nor does today's before its end; who ended today after being late is not."""
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    reader = counters(OFFICE)
    for day, late in (("2026-01-05", 0), ("2026-01-09", 1), ("2026-01-10", 2), ("2026-01-12", 1), ("2026-02-09", 1)):
        for make in (form06, by_agency, by_field):
            table = await make(reader, catalogue, year, frozenset({"H92"}), date.fromisoformat(day))
            assert (
                table.sections[-1].rows[-1].cells[[column.key for column in table.columns].index("pending_late")]
                == late
            )


async def test_figures_at_rest_that_contradict_each_other_are_refused(catalogue: Catalogue) -> None:
    """A month's roll-up that is not the sum of its days gives no form, but a problem that names identity and line."""
    reader = counters(OFFICE)
    reader.trees["fields|H92|commune|2026-01"]["c"]["land"]["online"]["received:late"] += 1
    for question in (form06, by_field):
        with pytest.raises(PermanentError) as caught:
            await question(reader, catalogue, Period(date(2026, 1, 5), date(2026, 1, 31)), frozenset({"H92"}))
        assert (caught.value.reason, caught.value.fields["where"]) == ("form_inconsistent", "commune/land")


async def test_a_form_made_while_events_are_counted_adds_up(catalogue: Catalogue) -> None:
    """A dossier that is counted between two readings is in all columns or in none."""
    reader = counters(OFFICE)
    asked = reader.named_counters
    tree = reader.trees["fields|H92|commune|2026-01"]["c"]["land"]["online"]

    async def busy(ids: list[str]) -> object:
        tree["received:late"] += 1
        return await asked(ids)

    reader.named_counters = busy  # type: ignore[assignment,method-assign]  # events between any two readings
    table = await form06(reader, catalogue, PERIOD, frozenset({"H92"}))
    found = cells(table, "commune", "total")
    assert found["received"] == found["resolved"] + found["pending"]  # type: ignore[operator]  # counts


async def test_rules_of_the_last_day(catalogue: Catalogue) -> None:
    """Before there were rules there is no form."""
    with pytest.raises(PermanentError, match="form_undefined"):
        await form06(counters(()), catalogue, Period(date(2010, 1, 1), date(2010, 12, 31)), None)


async def test_a_province_may_follow_the_other_footnote() -> None:
    """A dated override of the rule pack puts what waits for a supplement in column 9, there and then only."""
    folder = Path(__file__).parents[4] / "deploy" / "catalogue"
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.yaml")}
    changed = "overrides: [{agencies: [H92], plan: KH 1, set: {report_layout: {awaiting_supplement: 9}}}]"
    overridden = load(texts | {"local.yaml": changed})
    waiting = OFFICE[1]._replace(
        standing="awaiting_supplement", due_on=None, particulars=Particulars(awaiting=((date(2026, 1, 2), None),))
    )
    found = await form06(counters([waiting]), overridden, PERIOD, frozenset({"H92"}))
    assert line(found, "commune", "land") == (1, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0)
    nationally = await form06(counters([waiting]), overridden, PERIOD, None)
    assert line(nationally, "commune", "land") == (1, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0)


async def test_list_by_agency(catalogue: Catalogue) -> None:
    """A row per agency under its tier, rates as objects, and the sum of all; what came online beside the rest."""
    table = await by_agency(counters(OFFICE), catalogue, PERIOD, None)
    assert [(section.key, [row.key for row in section.rows]) for section in table.sections] == [
        ("district", [DISTRICT]),
        ("commune", [COMMUNE]),
        ("total", ["total"]),
    ]
    found = cells(table, "commune", COMMUNE)
    assert (found["received"], found["carried_over"], found["resolved"], found["pending_late"]) == (4, 2, 2, 1)
    assert found["on_time_rate"] == Rate(1, 2, label="(8+9)/7")
    assert (found["online"], found["direct_or_post"], found["online_rate"]) == (1, 1, Rate(1, 2, label="4/(4+5)"))
    assert cells(table, "total", "total")["online"] == 1
    within = await by_agency(counters(OFFICE), catalogue, PERIOD, frozenset({COMMUNE}))
    assert [section.key for section in within.sections] == ["commune", "total"]


async def test_list_by_field(catalogue: Catalogue) -> None:
    """A row per field over all tiers."""
    table = await by_field(counters(OFFICE), catalogue, PERIOD, None)
    found = cells(table, "fields", "land")
    assert found["name"] == Text("Đất đai", "Land")
    assert (found["received"], found["online"], found["direct_or_post"], found["resolved"]) == (4, 1, 1, 3)
    assert found["online_rate"] == Rate(1, 2, label="4/(4+5)")
    assert cells(table, "total", "total")["received"] == 5


async def test_places_of_all_are_those_of_every_province() -> None:
    """Without agencies all provinces are summed."""
    elsewhere = OFFICE[2]._replace(cell=OFFICE[2].cell._replace(agency="H93.01.01", province="H93"))
    reader = counters((*OFFICE, elsewhere))
    both = await read_places(reader, None, *JANUARY)
    one = await read_places(reader, frozenset({"H92"}), *JANUARY)
    place = ("commune", "land", "online")
    assert (both[place]["received:late"], one[place]["received:late"]) == (2, 1)


DAY = st.dates(date(2024, 11, 20), date(2026, 2, 10))
STATES = st.builds(
    lambda days, due, standing, agency, channel: dossier(
        days[0].isoformat(),
        None if due is None else max(days[0], due).isoformat(),
        days[1].isoformat() if standing in {"early", "on_time", "late", "withdrawn", "stopped"} else None,
        standing,
        agency=agency,
        channel=channel,
    ),
    st.tuples(DAY, DAY).map(sorted),
    st.none() | DAY,
    st.sampled_from(["early", "late", "withdrawn", "stopped", "pending", "awaiting_supplement"]),
    st.sampled_from([COMMUNE, DISTRICT, "H92.02.02"]),
    st.sampled_from(["online", "direct", "post"]),
)


@settings(deadline=None)  # a loaded machine is no fault of the rule
@given(st.lists(STATES, max_size=6), st.tuples(DAY, DAY).map(sorted))
def test_any_period_is_read_as_a_look_at_every_dossier_tells(
    catalogue: Catalogue, states: list[DossierState], days: list[date]
) -> None:
    """Years, months and days at the edges come to the same, over several years and for one agency too."""
    for agencies, within in ((None, states), (frozenset({COMMUNE}), [s for s in states if s.cell.agency == COMMUNE])):
        table = asyncio.run(form06(counters(states), catalogue, Period(days[0], days[1]), agencies))
        shown = {
            (section.key, row.key): line(table, section.key, row.key)
            for section in table.sections
            for row in section.rows
            if not row.total
        }
        seen = [each for state in within if (each := seen_dossier(state)) is not None]
        assert shown == recount(seen, days[0], days[1])
