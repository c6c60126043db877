"""Officers see every figure of their own agency and of those below it, and nothing of others."""

import csv
import io
import re
from dataclasses import replace
from datetime import date

import pytest

from services.kernel.agency_code import AgencyCode
from services.stats.domain.dashboard.roles import may_see, own_place
from services.stats.domain.dashboard.standing import NATION, Subject, agency, province
from services.stats.domain.entries import Entry
from services.stats.domain.papers.asking import Asked
from services.stats.domain.papers.pages import Page, Place
from services.stats.domain.papers.table import Section
from tests.unit.stats.counted_reader import CountedReader, cell
from tests.unit.stats.dashboard.pages import Dashboard, late
from tests.unit.stats.dashboard.test_public_pages import FIRST, counts_on, few_late, resolved

MONTH = {"ky": "2026-11"}


async def test_without_a_sign_in_there_is_only_the_way_to_it() -> None:
    """Every officers' page sends to the sign-in and remembers where one wanted to go."""
    async with Dashboard(few_late()).visiting() as client:
        for path in ("", "/tinh/H90", "/co-quan/H90.01/tai-ve?dang=csv", "/qua-han", "/luan-chuyen", "/tim"):
            answer = await client.get(f"/thong-ke/can-bo{path}")
            assert answer.status_code == 303
            assert answer.headers["location"].startswith("/thong-ke/can-bo/dang-nhap?tiep=")


async def test_an_officer_sees_small_counts_of_the_own_agency() -> None:
    """What the public page hides stands here, and in the file too; single days may be picked."""
    async with Dashboard(few_late()).signed_in("H90.01", "reader") as client:
        page = await client.get("/thong-ke/can-bo", params=MONTH)
        day = await client.get("/thong-ke/can-bo", params={"ky": "2026-11-02"})
        file = await client.get("/thong-ke/can-bo/co-quan/H90.01/tai-ve", params={"dang": "csv", **MONTH})
    assert {"3", "61"} <= counts_on(page.text)
    assert "95,31%" in page.text
    assert "02/11/2026" in day.text
    assert "3" in {text for line in csv.reader(io.StringIO(file.text)) for text in line}


async def test_an_agencys_fields_are_for_its_officers_only() -> None:
    """By field what came, how it ended and what is open, of the agency alone; the public page and file have none."""
    land, culture, below = (
        cell(code, "1.011441@1", field=name)
        for code, name in (("H90.01", "land"), ("H90.01", "justice"), ("H90.01.07", "culture_society"))
    )
    entries = [*resolved(land, "early", 41), *resolved(land, "late", 3), *resolved(culture, "on_time", 52)]
    entries += [Entry(culture, "received:pending", FIRST, 19), Entry(culture, "due", date(2026, 11, 20), 7)]
    dashboard = Dashboard(CountedReader([*entries, *resolved(below, "on_time", 88)]))
    async with dashboard.signed_in("H90.01", "reader") as client:
        page = (await client.get("/thong-ke/can-bo/co-quan/H90.01", params=MONTH)).text
        file = await client.get("/thong-ke/can-bo/co-quan/H90.01/tai-ve", params={"dang": "csv", **MONTH})
        public = (await client.get("/thong-ke/co-quan/H90.01", params=MONTH)).text
        public_file = await client.get("/thong-ke/co-quan/H90.01/tai-ve", params={"dang": "csv", **MONTH})
    assert fields_on(page) == {"Đất đai": [44, 41, 0, 3, 0, 0], "Tư pháp": [71, 0, 52, 0, 19, 7]}
    assert fields_on(public) == {}
    assert {"Đất đai", "Tư pháp"} <= {text for line in csv.reader(io.StringIO(file.text)) for text in line}
    assert "Tư pháp" not in public + public_file.text


def fields_on(page: str) -> dict[str, list[int]]:
    """Return the numbers of each row of the table of fields."""
    table = re.search(r'<table class="ranked own-fields">.*?<tbody>(.*?)</tbody>', page, re.DOTALL)
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', table.group(1) if table else "", re.DOTALL)
    return {name: [int(text) for text in re.findall(r'<td class="number[^>]*>(\d+)', cells)] for name, cells in rows}


async def test_an_officer_does_not_see_places_outside() -> None:
    """Neither a neighbour nor what is above, as a page or as a file; the answer names the public page."""
    async with Dashboard(few_late()).signed_in("H90.01", "reader") as client:
        for path in ("/co-quan/H90.02", "/tinh/H90", "/co-quan/H90.02/tai-ve?dang=csv"):
            answer = await client.get(f"/thong-ke/can-bo{path}")
            assert answer.status_code == 403
            assert "công khai" in answer.text
            assert counts_on(answer.text).isdisjoint({"40", "72"})


async def test_a_provinces_officer_goes_down_to_its_communes() -> None:
    """The province's own page, and every agency below it."""
    async with Dashboard().signed_in("H90", "reader") as client:
        page = await client.get("/thong-ke/can-bo")
        assert "/thong-ke/can-bo/co-quan/H90.01?" in page.text
        assert (await client.get("/thong-ke/can-bo/co-quan/H90.04.07")).status_code == 200
        assert (await client.get("/thong-ke/can-bo/tinh/H91")).status_code == 403


async def test_the_late_list_is_for_supervisors_and_of_their_agency() -> None:
    """A reader is refused; a supervisor sees the dossiers at and below the own agency."""
    dashboard = Dashboard(few_late())
    async with dashboard.signed_in("H90.04", "reader") as client:
        assert (await client.get("/thong-ke/can-bo/qua-han")).status_code == 403
    async with dashboard.signed_in("H90.04", "supervisor") as client:
        page = (await client.get("/thong-ke/can-bo/qua-han")).text
        file = (await client.get("/thong-ke/can-bo/qua-han/tai-ve", params={"dang": "csv"})).text
    for text in (page, file):
        assert "H90.04.07-261103-0001" in text
        assert "H90.01-" not in text
        assert "H91.01-" not in text


async def test_a_page_of_the_late_list_is_read_alone() -> None:
    """A number beyond the last page is the last page; nobody reads the whole list."""
    asked = list[tuple[int, int]]()

    async def read_page(what: Asked, after: Place | None, limit: int) -> Page:
        asked.append((0 if after is None else after.number, limit))
        shown = await late(what)
        rows = shown.sections[0].rows if asked[-1][0] < 120 else ()
        return Page(replace(shown, sections=(Section("dossiers", None, rows),), found=120), None)

    async with Dashboard(few_late(), late_page=read_page).signed_in("H90.04", "supervisor") as client:
        page = (await client.get("/thong-ke/can-bo/qua-han", params={"trang": "9"})).text
    assert asked == [(400, 50), (100, 50)]
    assert "H90.04.07-261103-0001" in page
    assert "3/3" in page


async def test_hand_offs_and_messages_are_those_of_the_own_agency() -> None:
    """The heat map of a district has the district and its communes, unhidden."""
    async with Dashboard().signed_in("H90.04", "reader") as client:
        legs = (await client.get("/thong-ke/can-bo/luan-chuyen", params=MONTH)).text
        messages = (await client.get("/thong-ke/can-bo/tin-nhan", params=MONTH)).text
    for text in (legs, messages):
        assert "Xã số 7<" in text
        assert "Đắk Song" not in text
        assert 'class="unseen"' not in text


@pytest.mark.parametrize(
    ("code", "roles", "seen", "unseen"),
    [
        ("H90.04", ("reader",), [agency("H90.04"), agency("H90.04.07")], [NATION, province("H90"), agency("H90.05")]),
        ("H90", ("reader",), [province("H90"), agency("H90.01")], [NATION, province("H91"), agency("H91.01")]),
        ("H90.04", ("national",), [NATION, province("H91"), agency("H91.01")], []),
        ("H90.0", ("reader",), [], [agency("H90.04")]),
    ],
)
def test_scope_follows_codes_group_by_group(
    code: str, roles: tuple[str, ...], seen: list[Subject], unseen: list[Subject]
) -> None:
    """An agency covers itself and those below it; only the national role covers the country."""
    for subject in seen:
        assert may_see(subject, AgencyCode(code), roles)
    for subject in unseen:
        assert not may_see(subject, AgencyCode(code), roles)


def test_pages_begin_where_an_officer_serves() -> None:
    """At the agency, at the province, or at the country."""
    assert own_place(AgencyCode("H90.01"), ("reader",)) == agency("H90.01")
    assert own_place(AgencyCode("H90"), ("reader",)) == province("H90")
    assert own_place(AgencyCode("H90"), ("reader", "national")) == NATION
