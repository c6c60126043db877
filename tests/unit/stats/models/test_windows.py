"""Extra hours and Saturdays of article 001, and what is told of dossiers besides."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from services.kernel.catalogue import Catalogue
from services.runtime.catalogue import read_catalogue
from services.stats.application.models.attributes_paper import attributes_paper
from services.stats.application.models.models_paper import models_paper
from services.stats.application.models.windows_paper import windows_paper
from services.stats.application.papers.paper import Paper
from services.stats.application.reading import Reports
from services.stats.domain.entries import Entry
from services.stats.domain.papers.asking import read_asked
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Table, Text
from tests.unit.stats.counted_reader import CountedReader, CountedReports, cell

MONDAY, TUESDAY, FRIDAY, SATURDAY = date(2023, 7, 3), date(2023, 7, 4), date(2023, 7, 7), date(2023, 7, 8)
HOLIDAY = date(2023, 9, 4)
NINTH, DONG_KHE = ("ninth_hour",), "H91.11.02"


@cache
def shipped() -> Catalogue:
    return read_catalogue(Path(__file__).parents[4] / "deploy" / "catalogue")


def papers(reports: Reports) -> tuple[Paper, ...]:
    names = Names(shipped())
    return (
        windows_paper(reports, shipped(), names),
        models_paper(reports, shipped(), names),
        attributes_paper(reports, shipped(), names),
    )


async def report(key: str, entries: Iterable[Entry], first: date, last: date, *given: tuple[str, str]) -> Table:
    paper = next(each for each in papers(CountedReports(CountedReader(entries))) if each.key == key)
    days = ("from", first.isoformat()), ("to", last.isoformat())
    return await paper.answer(read_asked(paper.parameters, (*days, *given)))


def row(table: Table, section: str, key: str) -> dict[str, Any]:
    rows = next(each for each in table.sections if each.key.partition("|")[0] == section).rows
    found = next(each for each in rows if each.key == key)
    return {column.key: value for column, value in zip(table.columns, found.cells, strict=True)}


def ninth(field: str, day: date, count: int, standing: str = "on_time") -> Entry:
    return Entry(cell(DONG_KHE, "1.004873@1", field=field, tags=NINTH), f"received:{standing}", day, count)


async def test_each_window_has_the_dossiers_of_its_days_and_fields() -> None:
    """Justice and culture on Mondays, cadastral on Fridays; no other day or field is in a window's row."""
    entries = [
        ninth("justice", MONDAY, 3),
        ninth("culture_society", MONDAY, 2, "late"),
        ninth("cadastral", FRIDAY, 5, "early"),
        ninth("cadastral", MONDAY, 11),
        ninth("justice", TUESDAY, 13),
        Entry(cell(DONG_KHE, "1.004873@1", field="justice"), "received:on_time", MONDAY, 17),
    ]
    table = await report("windows", entries, date(2023, 7, 1), date(2023, 7, 31), ("agency", "H91"))
    monday = row(table, "ninth_hour", f"ninth_hour_monday|{DONG_KHE}")
    friday = row(table, "ninth_hour", f"ninth_hour_friday|{DONG_KHE}")
    assert [monday[key] for key in ("days", "received", "early", "on_time", "late")] == [5, 5, 0, 3, 2]
    assert [friday[key] for key in ("days", "received", "early", "on_time", "late")] == [4, 5, 5, 0, 0]
    assert row(table, "ninth_hour", "total")["received"] == 10


async def test_a_window_lapses_on_a_day_off_and_saturdays_need_one() -> None:
    """The ninth hour of a public holiday is none; branches hold the Saturdays that are days of rest, zero rows stay."""
    september = await report("windows", [ninth("justice", HOLIDAY, 1)], HOLIDAY, HOLIDAY, ("agency", "H91"))
    assert [row(september, "ninth_hour", f"ninth_hour_monday|{DONG_KHE}")[key] for key in ("days", "received")] == [
        0,
        0,
    ]
    saturday = cell("H91.20.12", "1.012753@1", tags=("volunteer_saturday",))
    entries = [Entry(saturday, "received:on_time", SATURDAY, 6)]
    table = await report("windows", entries, date(2023, 7, 1), date(2023, 7, 31), ("agency", "H91"))
    assert row(table, "volunteer_saturday", "saturday_branches|H91.20.12")["received"] == 6
    assert row(table, "volunteer_saturday", "saturday_branches|H91.20.17")["received"] == 0
    assert row(table, "volunteer_saturday", "saturday_branches|H91.20.17")["days"] == 5
    assert sum(key.key.startswith("saturday_branches") for key in table.sections[1].rows) == 7


async def test_a_period_without_end_is_asked_cheaply() -> None:
    """Years whose days off are not loaded have no days held, however many are asked for."""
    table = await report("windows", [], date(2015, 1, 1), date(2034, 12, 31), ("agency", DONG_KHE))
    monday = row(table, "ninth_hour", f"ninth_hour_monday|{DONG_KHE}")
    calendar = shipped().calendar_for(next(code for code in shipped().agencies if code == DONG_KHE))
    assert 0 < monday["days"] <= 53 * (calendar.last_year - calendar.first_year + 1)


async def test_online_points_have_a_row_each() -> None:
    """Fifteen points in Quan Hóa, with what each helped to file, zero or not."""
    helped = cell("H91.12.03", "1.004873@1", tags=("online_point",), channel="online", assisted=True)
    entries = [Entry(helped, "received:on_time", MONDAY, 8)]
    table = await report("models", entries, date(2023, 7, 1), date(2023, 7, 31), ("agency", "H91.12"))
    assert row(table, "online_point", "at|H91.12.03")["received"] == 8
    rows = next(section for section in table.sections if section.key.startswith("online_point")).rows
    assert sum(each.key.startswith("at|") for each in rows) == 15


async def test_what_is_told_of_dossiers_is_counted_by_value() -> None:
    """Those filed at a service festival; declared values that nobody told stay as zeros, silence is told apart."""
    entries = [
        Entry(cell("H94.02.01", "1.004873@1", facts={"event": "service_festival"}), "received:on_time", MONDAY, 4),
        Entry(cell("H94.02.01", "1.004873@1", facts={"confirmed_by": "signature"}), "received:late", MONDAY, 3),
        Entry(cell("H90.01", "1.004873@1", facts={"event": "service_festival"}), "received:on_time", MONDAY, 100),
    ]
    table = await report("attributes", entries, MONDAY, MONDAY, ("agency", "H94"))
    assert row(table, "event", "service_festival")["received"] == 4
    assert row(table, "event", "not_said")["received"] == 3
    assert [row(table, "confirmed_by", key)["received"] for key in ("signature", "fingerprint")] == [3, 0]
    assert row(table, "confirmed_by", "signature")["share"].value == "100.00"


async def test_what_is_told_of_dossiers_is_called_by_its_words() -> None:
    """In both languages: every attribute and every value of the shipped catalogue has a label of its own."""
    table = await report("attributes", [], MONDAY, MONDAY, ("agency", "H94"))
    assert row(table, "late_cause", "no_valid_signer")["value"] == Text(
        "Không ai có thẩm quyền ký", "Nobody had the power to sign"
    )
    assert row(table, "digitised", "false")["value"] == Text("Không", "No")
    rows = [each for section in table.sections for each in section.rows]
    for label in (*(section.title for section in table.sections), *(each.cells[0] for each in rows)):
        assert isinstance(label, Text)
        assert label.vi != label.en
        assert "_" not in label.vi + label.en
