"""What a message would be and cost."""

from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.adapters.template_files import TEMPLATES, read_wording
from services.notifications.application.preview import Draft, Preview
from services.notifications.domain.composing import Tariff, compose
from services.notifications.domain.segments import measure
from services.notifications.domain.unaccent import unaccent
from services.notifications.domain.wording import LANGUAGES, PLACES, FactValue
from services.notifications.entrypoints.http.preview_message import preview_message
from services.runtime.areas import Area, app_of
from services.runtime.auth.access import Access
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer, TokenVerifier
from services.runtime.failures import PermanentError
from services.runtime.health import Health
from tests.unit.notifications.bench import LINK, NOW, SURVEY_LINK

SECRET = "t" * 32
WORDING = read_wording(TEMPLATES, LINK, SURVEY_LINK)
PREVIEW = Preview(WORDING, {"cheap": Tariff(200), "generous": Tariff(800, 800)}, 2)


def _client(scope: str = "dossiers:read") -> httpx.AsyncClient:
    access = Access(TokenVerifier([SECRET], lambda: NOW))
    app = app_of("notifications", "Notifications", (Area(routers=(preview_message(PREVIEW),)),), Health(), access)
    principal = Principal("c", frozenset({"H90.01"}), frozenset({scope}))
    token, _ = TokenIssuer(SECRET, 600, lambda: NOW).issue(principal)
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://notifications", headers=headers)


async def test_each_provider_says_what_it_would_send_and_charge() -> None:
    """The cheaper spelling, or accents where a premium pays for them."""
    async with _client() as client:
        body = (await client.post("/v1/preview", json={"template": "result_ready"})).json()
    cheap, generous = body["providers"]
    assert (body["accented"]["encoding"], body["accented"]["segments"]) == ("ucs2", 2)
    assert (body["unaccented"]["encoding"], body["unaccented"]["segments"]) == ("gsm7", 1)
    assert (cheap["accented_vnd"], cheap["unaccented_vnd"], cheap["price_vnd"]) == (400, 200, 200)
    assert (generous["price_vnd"], generous["sent"]) == (1600, body["accented"])
    assert cheap["sent"]["text"].startswith("Ho so H90.20.01-261123-0001 da co ket qua")


async def test_facts_and_texts_of_ones_own() -> None:
    """Instants in the time of Viet Nam, money as it is written, and a text that is no template yet."""
    body = {"text": "Nộp {amount} trước {reply_by}", "facts": {"amount": 12500, "reply_by": "2026-12-01T10:00:00Z"}}
    async with _client() as client:
        answer = (await client.post("/v1/preview", json=body)).json()
    assert answer["accented"]["text"] == "Nộp 12.500 ₫ trước 17:00 01/12/2026"
    assert (answer["template_version"], answer["most_segments"]) == (None, 2)


async def test_a_text_that_is_too_long_is_sent_by_nobody() -> None:
    """It is told, not cut."""
    async with _client() as client:
        answer = (await client.post("/v1/preview", json={"text": "ấ" * 307})).json()
    assert answer["unaccented"]["segments"] == 3
    assert [(each["sent"], each["price_vnd"]) for each in answer["providers"]] == [(None, None)] * 2


@pytest.mark.parametrize(
    ("body", "status", "slug"),
    [
        ({"template": "nonsense"}, 404, "template_unknown"),
        ({"text": "{code"}, 422, "template_invalid"),
        ({"text": "{nobody}"}, 422, "template_invalid"),
        ({"template": "accepted", "facts": {"appointment": "tomorrow"}}, 422, "fact_invalid"),
        ({"template": "accepted", "facts": {"appointment": "2026-12-01T10:00:00"}}, 422, "fact_invalid"),
        ({"template": "payment_due", "facts": {"amount": "12"}}, 422, "fact_invalid"),
        ({"template": "payment_due", "facts": {"nobody": "12"}}, 422, "fact_invalid"),
        ({}, 422, "fields_invalid"),
        ({"template": "accepted", "text": "x"}, 422, "fields_invalid"),
    ],
)
async def test_what_cannot_be_shown_is_refused(body: dict[str, Any], status: int, slug: str) -> None:
    """With the reason, in both languages."""
    async with _client() as client:
        answer = await client.post("/v1/preview", json=body)
    assert (answer.status_code, answer.json()["type"].rsplit(":", 1)[-1]) == (status, slug)


async def test_a_preview_needs_its_scope() -> None:
    """Nothing is shown to others."""
    async with _client("routes:read") as client:
        assert (await client.post("/v1/preview", json={"template": "accepted"})).status_code == 403


def test_an_example_may_not_be_of_another_kind() -> None:
    """A number where words belong is no fact."""
    with pytest.raises(PermanentError, match="fact_invalid"):
        PREVIEW(Draft("refused", facts={"reason": 1}))


_TOKENS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}", fullmatch=True)
_CODES = st.from_regex(r"[A-Z][0-9]{2}(\.[0-9]{2,3}){0,3}-[0-9]{6}-[0-9]{4,8}", fullmatch=True).filter(
    lambda code: len(code) <= 40
)
_TIMES = st.datetimes(timezones=st.just(NOW.tzinfo))
_VALUES: dict[str, st.SearchStrategy[FactValue]] = {
    "appointment": _TIMES,
    "reply_by": _TIMES,
    "until": _TIMES,
    "due": _TIMES,
    "agency": st.from_regex(r"[A-Z][0-9]{2}(\.[0-9]{2,3}){0,3}", fullmatch=True),
    "hours": st.integers(0, 10**6 - 1).map(str),
    "document": st.from_regex(r"[0-9]{1,6}/[0-9A-Za-z/.-]{1,40}", fullmatch=True),
    "week": st.from_regex(r"[1-5]?[0-9]/[0-9]{4}", fullmatch=True),
    **dict.fromkeys(("messages", "failed", "warnings"), st.integers(0, 10**7 - 1).map(str)),
    "report": st.from_regex(r"https://[a-z0-9./=&-]{1,117}", fullmatch=True),
    "amount": st.integers(0, 10**15),
    "notice": _TOKENS,
    "reason": st.sampled_from(sorted(WORDING.reasons)) | _TOKENS,
    "standing": st.sampled_from([f"status_{status}" for status in range(1, 11)]),
    "answer": st.from_regex(r"[0-9]{6}", fullmatch=True),
    "survey": st.from_regex(r"[A-Za-z0-9_-]{1,32}", fullmatch=True),
}


@given(st.sampled_from(sorted(PLACES)), st.sampled_from(LANGUAGES), _CODES, st.fixed_dictionaries(_VALUES))
def test_what_passed_the_check_is_never_too_long(
    template: str, language: str, code: str, facts: dict[str, FactValue]
) -> None:
    """Whatever an event may carry: it fits, loses no character, and the cheaper spelling is chosen."""
    most = WORDING.templates[template].most_segments
    text = WORDING.text(template, language, code, facts)
    sent = compose(text, Tariff(300), most)
    assert sent.segments <= most
    assert "?" not in unaccent(text).replace("?t=", "")
    assert sent.price_vnd == 300 * min(measure(text).segments, measure(unaccent(text)).segments)
