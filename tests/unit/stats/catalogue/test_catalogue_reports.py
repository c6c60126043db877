"""What the shipped catalogue says: online shares, gaps, the change log."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from services.kernel.catalogue import Catalogue
from services.runtime.catalogue import read_catalogue
from services.stats.application.catalogue.changes_paper import changes_paper
from services.stats.application.catalogue.contacts_paper import contacts_paper
from services.stats.application.catalogue.services_paper import services_paper
from services.stats.domain.catalogue.gaps import gaps_at
from services.stats.domain.catalogue.offered import offered_at, share_of
from services.stats.domain.desks import desks_in
from services.stats.domain.entries import Entry
from services.stats.domain.papers.asking import read_asked
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Table
from tests.unit.stats.counted_reader import CountedReader, CountedReports, cell

DAY = date(2023, 3, 1)


@cache
def shipped() -> Catalogue:
    return read_catalogue(Path(__file__).parents[4] / "deploy" / "catalogue")


async def report(key: str, entries: Iterable[Entry], *given: tuple[str, str]) -> Table:
    reports, names = CountedReports(CountedReader(entries)), Names(shipped())
    papers = (
        services_paper(reports, shipped(), names),
        contacts_paper(shipped(), names),
        changes_paper(reports, shipped(), names),
    )
    paper = next(each for each in papers if each.key == key)
    return await paper.answer(read_asked(paper.parameters, given))


def row(table: Table, section: str, key: str) -> dict[str, Any]:
    rows = next(each for each in table.sections if each.key == section).rows
    found = next(each for each in rows if each.key == key)
    return {column.key: value for column, value in zip(table.columns, found.cells, strict=True)}


def online(number: int, channel: str = "online") -> Entry:
    return Entry(cell("H94.02.01", f"9.1{number:05d}@1", tier="commune", channel=channel), "received:on_time", DAY, 2)


async def test_online_levels_of_a_wards_procedures() -> None:
    """113 of 124 at level 3 or 4 (G13): 91.13 %, as article 004 prints."""
    asked = (
        ("from", "2023-01-01"),
        ("to", "2023-06-30"),
        ("agency", "H94"),
        ("procedure", "9.8*"),
        ("procedure", "9.9*"),
    )
    shown = row(await report("services", [], *asked), "all", "all")
    assert (shown["every"], shown["level_full"], shown["level_none"]) == (124, 113, 11)
    assert shown["online_share"].value == "91.13"


async def test_online_services_in_use_are_counted_once_each() -> None:
    """186 of 200 online services have an online dossier: 93 %; one at the desk makes no service used."""
    entries = [online(number) for number in range(1, 187)] + [online(1), online(1)]
    entries += [Entry(cell("H94.02.01", "9.200001@1", tier="commune"), "received:late", DAY, 5)]
    asked = (
        ("from", "2023-01-01"),
        ("to", "2023-06-30"),
        ("agency", "H94"),
        ("procedure", "9.1*"),
        ("procedure", "9.2*"),
    )
    shown = row(await report("services", entries, *asked), "all", "all")
    assert (shown["online"], shown["used"], shown["used_share"].value) == (200, 186, "93.00")
    before = ("from", "2022-01-01"), ("to", "2022-06-30"), ("agency", "H94"), ("procedure", "9.1*")
    assert row(await report("services", entries, *before), "all", "all")["used"] == 0


async def test_a_tier_has_the_procedures_that_its_desks_receive() -> None:
    """Communes take what is theirs, most of it at level 4; a driving licence is no commune's."""
    table = await report("services", [], ("from", "2023-01-01"), ("to", "2023-06-30"), ("agency", "H93"))
    every, communes = row(table, "all", "all"), row(table, "tiers", "commune")
    assert 0 < communes["every"] < every["every"]
    assert communes["full_share"].numerator == communes["level_full"]
    codes = {each.procedure.code for each in offered_at(shipped(), ["H93"], DAY) if "commune" in each.tiers}
    assert "9.700001" not in codes


def test_a_portal_of_its_own_is_outside_the_online_services() -> None:
    """Business registration stands among the levels, never in what the national portal is measured by."""
    alone = [each for each in offered_at(shipped(), ["H93"], DAY) if each.procedure.code == "9.700002"]
    share = share_of(alone, DAY, shipped().words.legacy_levels, {"9.700002"})
    assert (share.every, share.at_least_online, share.online, share.used) == (1, 1, 0, 0)


async def test_levels_are_those_of_the_last_day() -> None:
    """The driving licence was partial until the end of 2022."""
    licence = ("agency", "H93"), ("procedure", "9.700001")
    before = row(await report("services", [], ("from", "2022-01-01"), ("to", "2022-12-31"), *licence), "all", "all")
    after = row(await report("services", [], ("from", "2022-01-01"), ("to", "2023-01-01"), *licence), "all", "all")
    assert (before["level_partial"], before["level_full"]) == (1, 0)
    assert (after["level_partial"], after["level_full"]) == (0, 1)


async def test_gaps_name_the_agency_and_what_it_lacks() -> None:
    """Communes of article 002 without hotline or mailbox; the rates say how many have one."""
    table = await report("contacts", [], ("to", "2022-06-30"), ("agency", "H92"))
    lacking = [gap for gap in shipped().publication_gaps() if gap.agency.startswith("H92")]
    assert lacking
    for gap in lacking:
        shown = row(table, "gaps", gap.agency)
        assert (shown["hotline"] is not None, shown["mailbox"] is not None) == (
            "hotline" in gap.missing,
            "mailbox" in gap.missing,
        )
    desks = len(desks_in(shipped(), ["H92"], date(2022, 6, 30), date(2022, 6, 30)))
    without = sum("hotline" in gap.missing for gap in lacking)
    assert f"{desks - without} of {desks}" in table.notes[0].en


@pytest.mark.parametrize("desk", ["H92.01.01", "H90.04.07", "H93.90", "H94.02.01"])
def test_what_is_not_posted_is_what_the_catalogue_says_of_each_desk(desk: str) -> None:
    """Desks that are alike are looked up once: the answer is the same as for each alone."""
    day = date(2022, 6, 30)
    code = next(each for each in shipped().agencies if each == desk)
    expected = {
        place: tuple(each.ref for each in found)
        for place in shipped().words.places
        if (found := shipped().unpublished(code, day, place))
    }
    assert gaps_at(shipped(), None, day).unposted.get(desk, {}) == expected


async def test_the_change_log_stands_beside_what_was_received() -> None:
    """A new version, an online level and a plan, each on its day, in the order of days; counts by version."""
    entries = [
        Entry(cell("H93.90", "9.700001@1", field="transport"), "received:on_time", date(2023, 6, 30), 7),
        Entry(cell("H93.90", "9.700001@2", field="transport"), "received:on_time", date(2023, 7, 1), 4),
    ]
    asked = ("from", "2023-01-01"), ("to", "2023-12-31"), ("field", "transport"), ("agency", "H93")
    table = await report("changes", entries, *asked)
    days = [shown.cells[0] for shown in table.sections[0].rows]
    assert days == sorted(day for day in days if isinstance(day, date))
    replaced = row(table, "changes", "2023-07-01|9.700001@2|replaces|9.700001@1|")
    assert replaced["received"] == 4
    assert row(table, "changes", "2023-07-01|9.700001@1|ends||")["received"] == 7
    assert row(table, "changes", "2023-01-01|9.700001@1|level|full|")["detail"] == "full"


async def test_the_change_log_has_plans_and_agencies_of_the_place() -> None:
    """Plan 580 and the local ones begin at Đắk Nông; another province hears nothing of them."""
    asked = ("from", "2023-10-01"), ("to", "2023-10-31")
    here = {shown.cells[1] for shown in (await report("changes", [], *asked, ("agency", "H90"))).sections[0].rows}
    assert {"580/KH-UBND", "KH Đắk Mil"} <= here
    there = {shown.cells[1] for shown in (await report("changes", [], *asked, ("agency", "H91"))).sections[0].rows}
    assert not there & here
    ended = ("from", "2025-06-01"), ("to", "2025-07-31"), ("agency", "H90")
    agencies = {shown.cells[1] for shown in (await report("changes", [], *ended)).sections[0].rows}
    assert {"H90.08", "H90.08.01", "2018", "2025"} <= agencies
