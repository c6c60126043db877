"""What was filed, how it went, and what each day brought."""

from datetime import date
from pathlib import Path

import pytest

from services.runtime.catalogue import read_catalogue
from services.runtime.failures import PermanentError
from services.stats.application.activity.topics import LEGS
from services.stats.application.lists.read_courses import courses_of, read_known
from services.stats.application.lists.read_daily import read_daily
from services.stats.application.lists.read_filed import agencies_within, read_filed
from services.stats.domain.activity.legs import RouteState
from services.stats.domain.activity.turn import Exchange, Turn
from services.stats.domain.dossiers import contribution
from services.stats.domain.facts import Fact
from services.stats.domain.lists.course_table import INSPECTION, Passed, course_table
from services.stats.domain.lists.daily import daily_table
from services.stats.domain.lists.register import register_table
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Period, Text
from tests.unit.stats.counted_reader import CountedReader
from tests.unit.stats.lists.kept import CODE, RULES, kept
from tests.unit.stats.stories import CELL, at, change, fold, on, saying

CATALOGUE = read_catalogue(str(Path(__file__).parents[4] / "deploy" / "catalogue"))
NAMES = Names(CATALOGUE)
STORY = [
    change(0, due=3, said=saying(0, plans=("580/KH-UBND",)))._replace(what="accepted"),
    change(2, due=3, finished=2, outcome="early")._replace(by="system"),
]
PERIOD = Period(on(0), on(4))


async def test_a_register_is_read_by_the_day_in_the_code() -> None:
    """In the present and the older form, of six or eight digits, of the agencies that were named and no others."""
    inside = ["H90.20.01-261103-0002", "H90.20.01-20261104-0003", "000.01.20.H90-261102-0001"]
    outside = ["H90.20.01-261105-0001", "H90.20.01-20261101-0001", "H90.20.02-261103-0001", "H90.20-261103-0001"]
    ledger = await kept(dict.fromkeys((*inside, *outside), STORY))
    filed = await read_filed(ledger, RULES, ["H90.20.01"], date(2026, 11, 2), date(2026, 11, 4))
    assert [one.code for one in filed] == sorted(inside)
    [section] = register_table(filed, NAMES, PERIOD).sections
    assert section.rows[0].cells[-5:] == (on(0), at(3, 9), Text("Trước hạn", "Early"), on(2), None)


async def test_a_register_ends_where_memory_does() -> None:
    """A province's year is refused as soon as it is found to be too long, not when all of it has been read."""
    ledger = await kept({f"H90.20.01-261103-{number:04d}": STORY for number in range(1, 4)})
    asked = (ledger, RULES, ["H90.20.01"], date(2026, 11, 2), date(2026, 11, 4))
    assert len(await read_filed(*asked, most=3)) == 3
    with pytest.raises(PermanentError, match="dossiers_too_many"):
        await read_filed(*asked, most=2)


def test_an_agency_stands_for_all_below_it() -> None:
    """As far as the catalogue knows them; one that it does not know stands for itself."""
    within = agencies_within(CATALOGUE, ["H90.99", "H92.02"])
    assert {"H90.99", "H92.02"} < within
    assert all(code == "H90.99" or code.startswith("H92.02") for code in within)


async def test_a_course_names_rules_times_and_actors() -> None:
    """Steps of the dossier to the second, those of its legs by day, in the order of time."""
    ledger = await kept({CODE.format(1): STORY})
    turn = Turn("print", 2, "H90.01", "1.012753@1", on(0), Exchange(on(1), in_time=True, waited=5))
    await ledger.save(LEGS, {CODE.format(1): Fact(1, RouteState(turns=(turn,)))})
    known = await read_known(ledger, RULES, [CODE.format(1), CODE.format(2)])
    [course] = await courses_of(ledger, known, CATALOGUE)
    pack = CATALOGUE.pack_on(date(2026, 11, 2)).id
    assert course.rules == f"1.012753@1; {pack}; 580/KH-UBND"
    assert course.steps == (
        Passed(at(0), "accepted", "H90.20.01", "officer:an"),
        Passed(on(0), "leg_dispatched", "H90.01", leg="print/2"),
        Passed(on(1), "leg_received", "H90.01", leg="print/2"),
        Passed(at(2), "completed", "H90.20.01", "system"),
    )
    table = course_table("inspection", INSPECTION, [course], NAMES, PERIOD)
    assert [row.cells[-1] for row in table.sections[0].rows] == [
        Text("an", "an"),
        None,
        None,
        Text("Hệ thống", "The system"),
    ]


async def test_the_daily_log_tells_what_each_day_brought() -> None:
    """By field with channels and by agency, for all or for those asked for; quiet days have no row."""
    other = CELL._replace(agency="H90.30.01")
    stories = (STORY, [change(0, due=3, cell=other)], [change(0, cell=other, outcome="refused", finished=0)])
    reader = CountedReader(entry for story in stories for entry in contribution(fold(story)))
    table = daily_table(await read_daily(reader, on(0), on(4), None), NAMES, PERIOD)
    shown = {section.key: [row.cells[2:] for row in section.rows] for section in table.sections}
    assert shown == {
        "fields": [(2, 0, 2, 0, 1, 0, 0), (0, 0, 0, 0, 0, 1, 0)],
        "agencies": [(1, None, None, None, 0, 0, 0), (1, None, None, None, 1, 0, 0), (0, None, None, None, 0, 1, 0)],
        "total": [(2, 0, 2, 0, 1, 1, 0)],
    }
    within = daily_table(await read_daily(reader, on(0), on(4), frozenset({"H90.30"})), NAMES, PERIOD)
    assert [row.cells[2:] for row in within.sections[0].rows] == [(1, 0, 1, 0, 1, 0, 0)]
    assert within.sections[1].rows[0].key == f"{on(0)}|H90.30.01"
