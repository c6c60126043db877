"""The citizens' page and its JSON on the real application."""

import re

import httpx

from services.contracts.events import progress
from tests.component.intake.rig import Rig, now, wait_for
from tests.component.intake.software import anonymous


def _legacy(code: str) -> str:
    agency, day, number = code.split("-")
    province, group = agency.split(".")
    return f"000.00.{group}.{province}-{day}-{number}"


async def _handled(rig: Rig) -> str:
    """A dossier whose land branch has it."""
    code: str = (await rig.file())["code"]
    common = {"occurred_at": now(), "code": code, "procedure": "1.012753@1", "clock": "running"}
    leg = {"leg": "appraise", "agency": "H90.20.01"}
    await rig.progress(progress.RouteOpened.model_validate(common | {"legs": ["appraise", "tax", "issue"]}))
    await rig.progress(progress.LegDispatched.model_validate(common | leg))
    await rig.progress(progress.LegAcknowledged.model_validate(common | leg))

    async def is_shown() -> bool:
        body = (await anonymous(rig).get(f"/v1/public/dossiers/{code}")).json()
        return [unit["state"] for unit in body["units"]] == ["Đang giải quyết"]

    # Seldom enough not to be taken for somebody who tries codes out.
    await wait_for(is_shown, pause=0.2)
    return code


def _is_plain(page: httpx.Response) -> bool:
    """No script, nothing loaded from elsewhere, hidden from search engines."""
    loads = re.findall(r"<script|<iframe|<img|<link|https?://|url\(|@import", page.text)
    return not loads and page.headers["X-Robots-Tag"] == "noindex, nofollow"


async def test_a_citizen_sees_where_the_dossier_is(rig: Rig) -> None:
    """Status in words, who has it, due date, fee and history in Vietnamese; no personal data."""
    code = await _handled(rig)
    page = await anonymous(rig).get(f"/tra-cuu/{code}")
    assert page.status_code == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert '<html lang="vi">' in page.text
    for words in (code, "Đang xử lý", "Chi nhánh văn phòng đăng ký đất đai số 1", "100.000 ₫", "Tiếp nhận hồ sơ"):
        assert words in page.text
    assert re.search(r"\d\d:\d\d ngày \d\d/\d\d/\d{4}", page.text)
    assert _is_plain(page)
    for secret in ("Mai", "912", "345"):
        assert secret not in page.text


async def test_english_and_json_say_the_same(rig: Rig) -> None:
    """?lang=en, and the same facts for software."""
    code, client = await _handled(rig), anonymous(rig)
    page = await client.get(f"/tra-cuu/{code}?lang=en")
    assert '<html lang="en">' in page.text
    assert "Being handled by Chi nhánh" in page.text
    body = (await client.get(f"/v1/public/dossiers/{code}")).json()
    assert (body["code"], body["status"], body["fee_vnd"], body["clock_paused"]) == (code, 4, 100_000, False)
    assert [step["text"] for step in body["history"]] == ["Nộp hồ sơ", "Tiếp nhận hồ sơ", "Bắt đầu giải quyết"]
    assert body["units"] == [{"name": "Chi nhánh văn phòng đăng ký đất đai số 1", "state": "Đang giải quyết"}]
    assert body["due_at"].endswith("+07:00")


async def test_a_code_is_found_in_either_form(rig: Rig) -> None:
    """The older form, small letters, spaces around, and the form that sends on to the code's page."""
    code, client = (await rig.file())["code"], anonymous(rig)
    for text in (code.lower(), f" {code} ", _legacy(code), _legacy(code).lower()):
        body = (await client.get("/v1/public/dossiers/" + text)).json()
        assert body["code"] == code
    sent_on = await client.get("/tra-cuu", params={"code": f" {code.lower()} ", "lang": "en"})
    assert (sent_on.status_code, sent_on.headers["Location"]) == (303, f"/tra-cuu/{code.lower()}?lang=en")
    assert (await client.get(sent_on.headers["Location"])).status_code == 200


async def test_an_unknown_code_gets_a_friendly_page(rig: Rig) -> None:
    """404 with the form to try again; what was typed is shown as text only."""
    client = anonymous(rig)
    for text in ("H90.01-261123-9999", "<b>x</b>", "Z99", "H90.01-261123-0000", "H90.01-191301-0001"):
        page = await client.get(f"/tra-cuu/{text.replace('/', '%2F')}")
        assert page.status_code == 404
        assert "<b>x" not in page.text
    assert "Không có hồ sơ nào với mã" in page.text
    assert '<form action="/tra-cuu" method="get">' in page.text
    assert _is_plain(page)
    problem = await client.get("/v1/public/dossiers/H90.01-261123-9999")
    assert (problem.status_code, problem.json()["type"]) == (404, "urn:lienthong:problem:dossier_not_found")


async def test_the_form_works_without_a_script(rig: Rig) -> None:
    """A plain form by GET with a label, in both languages."""
    client = anonymous(rig)
    page = await client.get("/tra-cuu")
    assert page.status_code == 200
    assert '<label for="code">Mã hồ sơ' in page.text
    assert _is_plain(page)
    assert 'name="lang" value="en"' in (await client.get("/tra-cuu?lang=en")).text


async def test_codes_cannot_be_tried_out_quickly(rig: Rig) -> None:
    """Beyond the burst of one address: 429, for people as a page."""
    client = anonymous(rig)
    answers = [await client.get(f"/tra-cuu/H90.01-261123-{number:04d}") for number in range(1, 200)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert int(refused[0].headers["Retry-After"]) >= 1
