"""Officers list the obstacles of a week, and tell of one, without a script."""

import re

import httpx
import pytest

from tests.unit.stats.dashboard.pages import Dashboard
from tests.unit.stats.dashboard.test_public_pages import few_late

PAGE = "/thong-ke/can-bo/vuong-mac"
TEXT = "Máy quét hỏng từ thứ Ba, hồ sơ H90.01-261103-0001 phải nhập tay."


async def tell(client: httpx.AsyncClient, **changes: str) -> httpx.Response:
    """Open the page and send its form."""
    page = (await client.get(PAGE)).text
    hidden = dict(re.findall(r'<input type="hidden" name="(csrf|key)" value="([^"]+)">', page))
    form = {**hidden, "week": "2026-W48", "agency": "H90.01", "category": "equipment", "field": "", "text": TEXT}
    return await client.post(PAGE, data={**form, **changes})


async def test_what_is_told_stands_in_the_list_of_its_week_and_of_no_other() -> None:
    """Also for the officers of the province; a form sent twice tells once."""
    dashboard = Dashboard(few_late())
    async with dashboard.signed_in("H90.01", "reporter") as client:
        answer = await tell(client, key="the same")
        assert answer.status_code == 303
        assert answer.headers["location"] == f"{PAGE}?tuan=2026-W48&bao=saved"
        assert (await tell(client, key="the same")).status_code == 303
        assert TEXT in (await client.get(PAGE)).text
        assert TEXT not in (await client.get(PAGE, params={"tuan": "2026-W47"})).text
    async with dashboard.signed_in("H90", "reader") as client:
        page = (await client.get(PAGE)).text
        assert page.count(TEXT) == 1
        assert '<form class="card"' not in page
    async with dashboard.signed_in("H90.02", "reader") as client:
        assert TEXT not in (await client.get(PAGE)).text


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_a_text_with_a_phone_number_is_refused_and_stays_in_the_form(language: str) -> None:
    """The officer is told why, in the own language, and takes the number out."""
    said = {"vi": "Nội dung có thể chứa dữ liệu cá nhân", "en": "The text may name somebody"}
    async with Dashboard(few_late()).signed_in("H90.01", "reporter") as client:
        await client.get(f"/thong-ke/can-bo/ngon-ngu/{language}")
        answer = await tell(client, text="Gọi 0912 345 678 không ai nghe")
        assert answer.status_code == 422
        assert said[language] in answer.text
        assert 'id="text-error"' in answer.text
        assert "Gọi 0912 345 678 không ai nghe</textarea>" in answer.text
        assert "0912" not in (await client.get(PAGE)).text


async def test_kinds_are_named_in_the_officers_language() -> None:
    """In the form and in the list, as the catalogue labels them."""
    async with Dashboard(few_late()).signed_in("H90.01", "reporter") as client:
        await tell(client)
        pages = []
        for language in ("vi", "en"):
            await client.get(f"/thong-ke/can-bo/ngon-ngu/{language}")
            pages.append((await client.get(PAGE)).text)
    assert pages[0].count("Thiếu trang thiết bị") == pages[1].count("Equipment is missing") == 2
    assert "Civil status" in pages[1]
    assert "Thiếu trang thiết bị" not in pages[1]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"agency": "H90.02"}, 403),
        ({"week": "2026-W49"}, 422),
        ({"week": "2026-W54"}, 422),
        ({"category": "nothing"}, 422),
        ({"text": ""}, 422),
        ({"text": "x" * 2_001}, 422),
        ({"csrf": "another"}, 403),
    ],
)
async def test_what_cannot_be_told_is_refused(changes: dict[str, str], status: int) -> None:
    """Of other agencies, of weeks ahead, of unknown kinds, nothing, too much, or from a page that is not ours."""
    async with Dashboard(few_late()).signed_in("H90.01", "reporter") as client:
        assert (await tell(client, **changes)).status_code == status
        assert "<tbody>" not in (await client.get(PAGE)).text


async def test_only_reporters_tell_of_obstacles() -> None:
    """A reader sees the list and has no form; one that is sent anyway is refused."""
    async with Dashboard(few_late()).signed_in("H90.01", "reader") as client:
        page = (await client.get("/thong-ke/can-bo/toi")).text
        csrf = re.search(r'name="csrf" value="([^"]+)"', page)
        assert csrf is not None
        assert (await tell(client, csrf=csrf[1])).status_code == 403
