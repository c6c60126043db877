"""The open doors over HTTP: they tell nothing about a number, and nobody may try for long."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from services.intake.application.public.look_up import LookUp
from services.intake.entrypoints.http.public.look_up_page import add_look_up_page
from services.intake.entrypoints.http.public.lost_code_page import add_lost_code_page, add_own_number_page
from services.intake.entrypoints.http.public.own_contact import add_own_contact
from services.intake.entrypoints.http.public.public_dossier import add_public_dossier
from services.intake.entrypoints.http.public.recover_codes import add_recover_codes
from services.intake.entrypoints.http.public.robots import add_robots
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.health import Health
from services.runtime.web import ApiRouter, create_app
from tests.unit.intake.desk import terms
from tests.unit.intake.privacy.bureau import Bureau

KNOWN, UNKNOWN = {"phone": "0912 345 678"}, {"phone": "0987 654 321"}


def app_of(bureau: Bureau) -> FastAPI:
    router, few = ApiRouter(), RateLimiter(1, 12, clock=lambda: 0.0)
    many, misses = RateLimiter(1000, 1000), RateLimiter(1, 3, clock=lambda: 0.0)
    add_recover_codes(router, bureau.recover, terms(), few, 300)
    add_own_contact(router, bureau.own, few, 300)
    add_lost_code_page(router, bureau.recover, terms(), few)
    add_own_number_page(router, bureau.own, few)
    add_robots(router)
    look_up = LookUp(bureau.office.dossiers, terms())
    add_look_up_page(router, look_up, many, misses)
    add_public_dossier(router, look_up, many, misses)
    app = create_app("intake", Health())
    app.include_router(router)
    return app


@pytest.fixture
def bureau() -> Bureau:
    return Bureau()


@pytest.fixture
async def citizen(bureau: Bureau) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app_of(bureau)), base_url="http://intake") as client:
        yield client


async def test_the_request_is_answered_alike_for_every_number(bureau: Bureau, citizen: httpx.AsyncClient) -> None:
    """Status, body and headers are the same, but for the request's own id."""
    await bureau.filed()
    answers = [await citizen.post("/v1/public/codes/requests", json=body) for body in (KNOWN, UNKNOWN)]
    shown = [
        (
            each.status_code,
            each.content,
            {name: value for name, value in each.headers.items() if name != "x-request-id"},
        )
        for each in answers
    ]
    assert shown[0] == shown[1]
    assert shown[0][0] == 202
    assert [number for number, _ in bureau.sent()] == ["+84912345678"]


async def test_a_wrong_answer_is_refused_alike_for_every_number(bureau: Bureau, citizen: httpx.AsyncClient) -> None:
    """Nothing tells a wrong code of a known number from any code of an unknown one."""
    await bureau.filed()
    for body in (KNOWN, UNKNOWN):
        await citizen.post("/v1/public/codes/requests", json=body)
    answers = [
        await citizen.post("/v1/public/codes/answers", json={**body, "code": "000000"}) for body in (KNOWN, UNKNOWN)
    ]
    assert [each.status_code for each in answers] == [422, 422]
    bodies = [{name: value for name, value in each.json().items() if name != "request_id"} for each in answers]
    assert bodies[0] == bodies[1]
    assert {"vi", "en"} <= bodies[0]["texts"].keys()


async def test_the_right_answer_lists_the_codes(bureau: Bureau, citizen: httpx.AsyncClient) -> None:
    """With status and page, without any personal data."""
    code = await bureau.filed()
    await citizen.post("/v1/public/codes/requests", json=KNOWN)
    answer = await citizen.post("/v1/public/codes/answers", json={**KNOWN, "code": bureau.sent()[0][1]})
    assert [(each["code"], each["status"]) for each in answer.json()["items"]] == [(code, 2)]
    assert "Mai" not in answer.text


async def test_what_is_no_number_is_refused_without_quoting_it(citizen: httpx.AsyncClient) -> None:
    """A mistyped number is somebody's number too."""
    answer = await citizen.post("/v1/public/codes/requests", json={"phone": "0912 345 67"})
    assert answer.status_code == 422
    assert "0912" not in answer.json()["detail"]
    assert "345" not in answer.text


async def test_an_address_may_not_ask_for_ever(citizen: httpx.AsyncClient) -> None:
    """Requests, answers and pages share one limit."""
    for _ in range(6):
        assert (await citizen.post("/v1/public/codes/requests", json=UNKNOWN)).status_code == 202
        assert (await citizen.post("/tra-cuu/quen-ma", data=UNKNOWN)).status_code == 200
    for path in ("/v1/public/codes/requests", "/v1/public/contacts/requests"):
        body = {"code": "H90.01-261123-0001", **UNKNOWN} if "contacts" in path else UNKNOWN
        assert (await citizen.post(path, json=body)).status_code == 429
    assert (await citizen.post("/tra-cuu/so-dien-thoai", data=UNKNOWN)).status_code == 429


async def test_guessing_codes_ends_soon(bureau: Bureau, citizen: httpx.AsyncClient) -> None:
    """Three misses from one address, by page or interface; what exists is still shown."""
    code = await bureau.filed()
    for path in ("/tra-cuu/H90.01-261123-0777", "/v1/public/dossiers/H90.01-261123-0778", "/tra-cuu/x"):
        assert (await citizen.get(path)).status_code == 404
    assert (await citizen.get("/tra-cuu/H90.01-261123-0779")).status_code == 429
    assert (await citizen.get("/v1/public/dossiers/H90.01-261123-0779")).status_code == 429
    assert (await citizen.get(f"/tra-cuu/{code}")).status_code == 200


async def test_the_page_leads_from_number_to_codes(bureau: Bureau, citizen: httpx.AsyncClient) -> None:
    """Three plain pages; number and code are in no address, and no page may be indexed or kept."""
    code = await bureau.filed()
    first = await citizen.get("/tra-cuu/quen-ma")
    second = await citizen.post("/tra-cuu/quen-ma", data=KNOWN)
    third = await citizen.post("/tra-cuu/quen-ma", data={**KNOWN, "answer": bureau.sent()[0][1]})
    assert 'name="phone"' in first.text
    assert 'autocomplete="one-time-code"' in second.text
    assert f'href="/tra-cuu/{code}"' in third.text
    for page in (first, second, third):
        assert page.headers["x-robots-tag"] == "noindex, nofollow"
        assert page.headers["cache-control"] == "no-store"


async def test_a_wrong_code_on_the_page_is_told_and_may_be_tried_again(
    bureau: Bureau, citizen: httpx.AsyncClient
) -> None:
    """In the page's language, with the form still there."""
    await bureau.filed()
    await citizen.post("/tra-cuu/quen-ma?lang=en", data=KNOWN)
    page = await citizen.post("/tra-cuu/quen-ma?lang=en", data={**KNOWN, "answer": "000000"})
    assert page.status_code == 422
    assert "One-time code not right" in page.text
    assert 'name="answer"' in page.text


async def test_a_wrong_number_is_released_on_the_page(bureau: Bureau, citizen: httpx.AsyncClient) -> None:
    """The same forms, for whoever gets messages that are not for them; small letters in the code are forgiven."""
    code = await bureau.filed()
    form = {"code": code.lower(), **KNOWN}
    assert "Tin nhắn này không phải của tôi" in (await citizen.get("/tra-cuu/so-dien-thoai")).text
    await citizen.post("/tra-cuu/so-dien-thoai", data=form)
    done = await citizen.post("/tra-cuu/so-dien-thoai", data={**form, "answer": bureau.sent()[0][1]})
    assert done.status_code == 200
    assert (await bureau.kept(code)).dossier.personal.disputed_at is not None


async def test_a_number_is_changed_over_the_interface(bureau: Bureau, citizen: httpx.AsyncClient) -> None:
    """Request and answer carry the same claim."""
    code = await bureau.filed()
    claim = {"code": code, "phone": "0987654321", "proof": "0912345678"}
    assert (await citizen.post("/v1/public/contacts/requests", json=claim)).status_code == 202
    answer = await citizen.post("/v1/public/contacts/answers", json={**claim, "one_time_code": bureau.sent()[0][1]})
    assert answer.json() == {"code": code, "done": True}
    assert bureau.contacts(code)[-1] == (2, "+84987654321")


async def test_robots_are_kept_from_dossiers_and_may_read_the_catalogue(citizen: httpx.AsyncClient) -> None:
    """The look-up, the officers' pages and the interfaces are named; the procedures are not."""
    rules = (await citizen.get("/robots.txt")).text.splitlines()
    assert rules[0] == "User-agent: *"
    assert {"Disallow: /tra-cuu", "Disallow: /can-bo", "Disallow: /v1/"} <= set(rules)
    assert not [rule for rule in rules if "/thu-tuc" in rule or rule == "Disallow: /"]
