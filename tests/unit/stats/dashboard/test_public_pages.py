"""What everybody sees of the figures, and what nobody sees."""

import csv
import io
import re
from datetime import date

import pytest

from services.stats.domain.activity.turn import leg_cell
from services.stats.domain.cells import DossierCell
from services.stats.domain.dashboard.standing import agency, province
from services.stats.domain.entries import Entry
from tests.unit.stats.counted_reader import CountedReader, cell
from tests.unit.stats.dashboard.pages import Dashboard
from tests.unit.stats.dashboard.world import TODAY

FIRST = date(2026, 11, 2)
OTHER = cell("H90.02", "1.011441@1")


def resolved(where: DossierCell, outcome: str, number: int) -> list[Entry]:
    return [Entry(where, f"received:{outcome}", FIRST, number), Entry(where, f"resolved:{outcome}", FIRST, number)]


def few_late() -> CountedReader:
    """Four agencies of a province: one with 3 late, one with 40, two with none."""
    entries: list[Entry] = []
    for code, in_time, late in (("H90.01", 61, 3), ("H90.02", 72, 40), ("H90.03", 83, 0), ("H90.04", 57, 0)):
        where = cell(code, "1.011441@1")
        entries += resolved(where, "on_time", in_time)
        entries += resolved(where, "late", late) if late else []
    return CountedReader(entries)


def counts_on(page: str) -> set[str]:
    """Return every count that stands on a page, without those of axes of charts."""
    return set(re.findall(r">\s*([\d.]+)\s*<", re.sub(r"<svg.*?</svg>|<style>.*?</style>", "", page, flags=re.DOTALL)))


async def test_the_way_down_goes_from_the_country_to_a_commune() -> None:
    """Each page links to the places that it consists of, and back up; the period stays."""
    async with Dashboard().visiting() as client:
        nation = (await client.get("/thong-ke", params={"ky": "2026-10"})).text
        assert "/thong-ke/tinh/H90?ky=2026-10" in nation
        inside = (await client.get("/thong-ke/tinh/H90", params={"ky": "2026-10", "trang": "2"})).text
        commune = re.search(r"/thong-ke/co-quan/H90\.04\.\d\d\?ky=2026-10", inside)
        assert commune is not None
        page = (await client.get(commune.group())).text
        assert "/thong-ke/tinh/H90?ky=2026-10" in page
        assert "Tháng 10/2026" in page


async def test_numbers_are_written_as_their_readers_write_them() -> None:
    """A dot for thousands and a comma before decimals in Vietnamese, the other way round in English."""
    where = cell("H90.01", "1.011441@1")
    reader = CountedReader([*resolved(where, "on_time", 12_345), *resolved(where, "late", 1_001)])
    async with Dashboard(reader).visiting() as client:
        vietnamese, english = [(await client.get(f"/thong-ke?lang={each}")).text for each in ("vi", "en")]
    assert "13.346" in vietnamese
    assert "92,50%" in vietnamese
    assert "13,346" in english
    assert "92.50%" in english


async def test_a_small_count_shows_nowhere_on_the_page_nor_in_the_file() -> None:
    """3 late dossiers, the 61 in time that they follow from and the share that tells them are left out everywhere."""
    async with Dashboard(few_late()).visiting() as client:
        place = "/thong-ke/co-quan/H90.01"
        page = (await client.get(place, params={"ky": "2026-11"})).text
        assert re.search(r"Quá hạn: <b><span class=\"unseen\">ẩn</span></b>", page)
        assert counts_on(page).isdisjoint({"3", "61"})
        assert "95,31%" not in page
        file = await client.get(f"{place}/tai-ve", params={"dang": "csv", "ky": "2026-11"})
        assert "max-age=0," in file.headers["Cache-Control"], "its figures may be four seconds old already"
    cells = {text for line in csv.reader(io.StringIO(file.text)) for text in line}
    assert "64" in cells
    assert cells.isdisjoint({"3", "61", "95.31", "95,31"})


@pytest.mark.parametrize("period", ["2026-11", "2026-Q4", "2026"])
async def test_a_small_count_does_not_follow_from_the_pages_around_it(period: str) -> None:
    """The province's 43 late less the 40 of one agency and the 0 of others would tell the 3, so the 40 is hidden.

    On its own page as well, and among the months of the year.
    """
    async with Dashboard(few_late()).visiting() as client:
        page = (await client.get("/thong-ke/tinh/H90", params={"ky": period})).text
        other = (await client.get("/thong-ke/co-quan/H90.02", params={"ky": period})).text
    assert "43" in counts_on(page)
    assert counts_on(page).isdisjoint({"3", "40"})
    assert "112" in counts_on(other)
    assert counts_on(other).isdisjoint({"40", "72"})


async def test_the_order_of_a_table_does_not_tell_what_is_hidden() -> None:
    """Sorted by late ones, those that are hidden stand together in the order of their names."""
    entries: list[Entry] = []
    for code, late in (("H90.04.01", 1), ("H90.04.02", 4), ("H90.04.03", 2), ("H90.04.04", 3), ("H90.04.05", 30)):
        where = cell(code, "1.011441@1", tier="commune")
        entries += [*resolved(where, "on_time", 50), *resolved(where, "late", late)]
    async with Dashboard(CountedReader(entries)).visiting() as client:
        page = (await client.get("/thong-ke/tinh/H90", params={"ky": "2026-11", "xep": "late"})).text
    shown = re.findall(r"<th scope=\"row\"><a href=\"/thong-ke/co-quan/(H90\.04\.\d\d)", page)
    assert shown == ["H90.04.05", "H90.04.01", "H90.04.02", "H90.04.03", "H90.04.04"]


async def test_single_days_are_not_for_the_public() -> None:
    """A period of one more day would tell what happened on it: another kind of period is shown instead."""
    async with Dashboard(few_late()).visiting() as client:
        page = (await client.get("/thong-ke", params={"ky": "2026-11-02"})).text
    assert "Năm 2026" in page
    assert "02/11/2026" not in page


@pytest.mark.parametrize("query", ["ky=2026-13", "ky=1999", "trang=-1", "trang=99999", "xep=nothing", "cap=<script>"])
async def test_a_query_that_makes_no_sense_is_the_page_without_it(query: str) -> None:
    """Nobody gets an error, or their own text as a page, for an address that was mistyped."""
    async with Dashboard(few_late()).visiting() as client:
        answer = await client.get(f"/thong-ke/tinh/H90?{query}")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "cap=<script>" not in answer.text


@pytest.mark.parametrize("path", ["/thong-ke/tinh/H77", "/thong-ke/co-quan/H90.77"])
async def test_an_unknown_place_is_not_found(path: str) -> None:
    """In the language of the reader, as a page."""
    async with Dashboard(few_late()).visiting() as client:
        answer = await client.get(path)
    assert answer.status_code == 404
    assert "Không tìm thấy cơ quan" in answer.text


async def test_an_agency_is_found_by_name_without_accents_and_by_code() -> None:
    """With the province that it lies in, for many are called the same."""
    async with Dashboard(few_late()).visiting() as client:
        by_name = (await client.get("/thong-ke/tim", params={"q": "dak song"})).text
        by_code = (await client.get("/thong-ke/tim", params={"q": "H90.03.01"})).text
    assert "/thong-ke/co-quan/H90.01" in by_name
    assert "Quảng Trực" in by_code


async def test_a_page_may_be_kept_for_a_second_and_runs_nothing_but_its_own_script() -> None:
    """No figure gets older than five seconds on the way; no other origin is allowed at all."""
    async with Dashboard(few_late()).visiting() as client:
        answer = await client.get("/thong-ke")
    assert answer.headers["cache-control"] == "public, max-age=1"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy


async def test_hand_offs_and_messages_hide_small_counts_too() -> None:
    """A share stands in the heat map only where neither of its parts is small."""
    async with Dashboard().visiting() as client:
        legs = (await client.get("/thong-ke/luan-chuyen", params={"ky": "2026-10", "tinh": "H90"})).text
        messages = (await client.get("/thong-ke/tin-nhan", params={"ky": "2026-10", "tinh": "H90"})).text
    assert "heat-5" in legs
    assert "ẩn" in legs
    assert "ẩn" in messages
    for small in re.findall(r"<td class=\"number\">([1-4])</td>", legs + messages):
        pytest.fail(f"{small} shows")


def test_subjects_of_a_province_are_told_from_its_committee() -> None:
    """The committee of a province has the code of the province."""
    assert agency("H90") != province("H90")
    assert date(2026, 11, 27) == TODAY


async def test_a_chart_without_a_dot_says_why() -> None:
    """Hidden in every month, or nothing to divide; in both languages, and with a dot nothing is said."""
    few = CountedReader(
        [*resolved(cell("H90.01", "1.011441@1"), "on_time", 2), Entry(OTHER, "received:pending", FIRST, 30)]
    )
    hidden = ("tháng nào cũng có số nhỏ phải ẩn", "each has a small number that is hidden")
    nothing = ("chưa có hồ sơ có hạn trả nào", "No dossier with a due date has been resolved")
    async with Dashboard(few).visiting() as client:
        for place, said in (("H90.01", hidden), ("H90.02", nothing)):
            for language, text in zip(("vi", "en"), said, strict=True):
                assert text in (await client.get(f"/thong-ke/co-quan/{place}", params={"lang": language})).text
    async with Dashboard().visiting() as client:
        page = (await client.get("/thong-ke")).text
    assert not any(text in page for text in (hidden[0], nothing[0]))


async def test_legs_are_called_as_the_catalogue_labels_them() -> None:
    """By their own label and the role of who has them, in both languages; one without a label by its id."""
    legs = [
        Entry(leg_cell("H90.01", "1.011441@1", leg), "finished:in_time", FIRST, 40) for leg in ("appraise", "new_leg")
    ]
    async with Dashboard(CountedReader(legs)).visiting() as client:
        vi, en = [(await client.get("/thong-ke/luan-chuyen", params={"lang": each})).text for each in ("vi", "en")]
    assert ">Thẩm định hồ sơ đất đai<small>Đăng ký đất đai</small><" in vi
    assert ">Appraisal of land papers<small>Land registration</small><" in en
    assert ">new_leg<" in vi
    assert ">New leg<" in en
