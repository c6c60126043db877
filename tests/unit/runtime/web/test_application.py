"""The application answers every failure in one form, and limits what it reads."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import BaseModel, Field

from services.runtime.failures import PermanentError, TransientError
from services.runtime.health import Health
from services.runtime.metrics import METRICS
from services.runtime.problems import MEDIA_TYPE
from services.runtime.tracing import current_trace, trace_id
from services.runtime.web import ApiRouter, BodyLimits, create_app
from services.runtime.web.bodies import BodyGuard, too_deep

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class Filing(BaseModel):
    code: Annotated[str, Field(max_length=40)]
    count: int = 1
    attributes: dict[str, Any] = Field(default_factory=dict)


class Answer(BaseModel):
    code: str
    trace: str | None


@pytest.fixture
def health() -> Health:
    return Health()


@pytest.fixture
def app(health: Health) -> FastAPI:
    wide = {"/v1/things/batch": BodyLimits(size=4096), "/v1/things/hasty": BodyLimits(seconds=0.2)}
    app = create_app("test", health, limits=BodyLimits(size=1024, depth=8, seconds=60), limits_by_path=wide)
    router = ApiRouter()

    @router.post("/v1/things/{thing}", status_code=201)
    async def file_thing(thing: str, filing: Filing) -> Answer:
        return Answer(code=filing.code, trace=current_trace())

    @router.get("/v1/fail/{how}")
    async def fail(how: str) -> None:
        if how == "permanent":
            raise PermanentError("agency_not_allowed", agency="H90.20")
        if how == "transient":
            raise TransientError("store_down", retry_after=7)
        raise RuntimeError("0912345678")

    app.include_router(router)
    return app


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as session:
        yield session


def _assert_problem(response: httpx.Response, status: int, slug: str) -> dict[str, Any]:
    assert response.status_code == status
    assert response.headers["content-type"] == MEDIA_TYPE
    body: dict[str, Any] = response.json()
    assert body["type"] == f"urn:lienthong:problem:{slug}"
    assert body["status"] == status
    assert body["request_id"] == response.headers["x-request-id"]
    assert set(body["texts"]) == {"vi", "en"}
    return body


async def test_a_good_request_goes_on_its_trace(client: httpx.AsyncClient) -> None:
    """The handler sees a child of the caller's trace; the request id comes back."""
    headers = {"traceparent": TRACE, "X-Request-Id": "request-0001"}
    response = await client.post("/v1/things/a", json={"code": "x"}, headers=headers)
    assert response.status_code == 201
    assert trace_id(response.json()["trace"]) == trace_id(TRACE)
    assert response.json()["trace"] != TRACE
    assert response.headers["x-request-id"] == "request-0001"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("request_id", ["short", "x" * 65, "bad id with spaces", "0912345678<script>"])
async def test_an_odd_request_id_is_replaced(client: httpx.AsyncClient, request_id: str) -> None:
    """What a client sends is not echoed unchecked."""
    response = await client.get("/nowhere", headers={"X-Request-Id": request_id})
    assert response.headers["x-request-id"] != request_id


@pytest.mark.parametrize(("language", "title"), [("vi", "Dữ liệu không hợp lệ"), ("en", "Fields not valid")])
async def test_wrong_fields_are_named_without_their_values(
    client: httpx.AsyncClient, language: str, title: str
) -> None:
    """422 lists each field and the reason in the asked language; nothing sent is repeated."""
    sent = {"code": 5, "count": "Nguyễn Văn A"}
    response = await client.post("/v1/things/a", json=sent, headers={"Accept-Language": language})
    body = _assert_problem(response, 422, "fields_invalid")
    assert body["title"] == title
    assert response.headers["content-language"] == language
    assert {error["field"] for error in body["errors"]} == {"body.code", "body.count"}
    assert "Nguyễn" not in response.text


@pytest.mark.parametrize(
    "content", [b"{", b'{"code": NaN}', b'{"code": "\xff"}', '{"code": "x"}'.encode("utf-16"), b"[" * 8]
)
async def test_malformed_json_is_a_400(client: httpx.AsyncClient, content: bytes) -> None:
    """Broken text, NaN and other encodings are no JSON."""
    response = await client.post("/v1/things/a", content=content, headers={"Content-Type": "application/json"})
    _assert_problem(response, 400, "request_malformed")


async def test_unknown_addresses_and_methods_have_the_same_form(client: httpx.AsyncClient) -> None:
    """404 and 405 come from the framework, in our form."""
    _assert_problem(await client.get("/nowhere"), 404, "not_found")
    response = await client.delete("/v1/things/a")
    _assert_problem(response, 405, "method_not_allowed")
    assert response.headers["allow"] == "POST"


async def test_permanent_and_transient_errors_of_handlers_become_problems(client: httpx.AsyncClient) -> None:
    """Rules give 4xx with their fields, outages 503 with Retry-After."""
    body = _assert_problem(await client.get("/v1/fail/permanent"), 403, "agency_not_allowed")
    assert body["agency"] == "H90.20"
    response = await client.get("/v1/fail/transient")
    _assert_problem(response, 503, "temporarily_unavailable")
    assert response.headers["retry-after"] == "7"


async def test_an_unexpected_error_shows_nothing_of_itself(client: httpx.AsyncClient) -> None:
    """500 with the request id; message and type stay inside."""
    response = await client.get("/v1/fail/bug")
    _assert_problem(response, 500, "internal_error")
    assert "0912345678" not in response.text


async def test_a_browser_gets_a_page(client: httpx.AsyncClient) -> None:
    """A citizen who mistypes an address reads Vietnamese, not JSON; scripts are neither there nor allowed."""
    response = await client.get("/tra-cuu/khong-co", headers={"Accept": "text/html,*/*"})
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert "Không tìm thấy" in response.text
    assert "<script" not in response.text
    assert 'lang="vi"' in response.text


async def _chunks(total: int) -> AsyncIterator[bytes]:
    yield b'{"code": "'
    for _ in range(total // 100):
        yield b"x" * 100
    yield b'"}'


async def test_the_size_limit_holds_declared_and_chunked(client: httpx.AsyncClient) -> None:
    """A body over the limit is refused by its declared length, and by counting when none is declared."""
    declared = await client.post("/v1/things/a", content=b"x" * 1025)
    assert _assert_problem(declared, 413, "body_too_large")["limit"] == 1024
    chunked = await client.post("/v1/things/a", content=_chunks(1100), headers={"Content-Type": "application/json"})
    _assert_problem(chunked, 413, "body_too_large")
    assert chunked.headers["connection"] == "close"


async def test_a_chunked_body_within_the_limit_is_accepted(client: httpx.AsyncClient) -> None:
    """Chunks are put together; what is too long for the field is a matter of validation."""
    response = await client.post("/v1/things/a", content=_chunks(900), headers={"Content-Type": "application/json"})
    _assert_problem(response, 422, "fields_invalid")


async def test_reading_stops_at_the_limit() -> None:
    """An endless chunked body is not collected: the guard stops asking for more."""
    asked = 0

    async def receive() -> dict[str, Any]:
        nonlocal asked
        asked += 1
        return {"type": "http.request", "body": b"x" * 512, "more_body": True}

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def never(*_parts: Any) -> None:
        raise AssertionError

    scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
    await BodyGuard(never, BodyLimits(size=1024))(scope, receive, send)
    assert asked == 3
    assert sent[0]["status"] == 413


async def test_a_path_may_have_limits_of_its_own(client: httpx.AsyncClient) -> None:
    """Only exactly that path; it has a limit, too."""
    statuses = [
        (await client.post(path, content=b" " * size)).status_code
        for path, size in (("/v1/things/batch", 4096), ("/v1/things/batch", 4097), ("/v1/things/batches", 1025))
    ]
    assert statuses[0] != 413
    assert statuses[1:] == [413, 413]


async def test_a_body_that_does_not_arrive_times_out(client: httpx.AsyncClient) -> None:
    """A client that sends nothing more is answered with 408 within the limit."""
    gate = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield b"{"
        await gate.wait()

    _assert_problem(await client.post("/v1/things/hasty", content=slow()), 408, "body_timeout")


def _nested(depth: int) -> bytes:
    return b'{"code": "x", "attributes": ' + b'{"a": ' * (depth - 1) + b"1" + b"}" * (depth - 1) + b"}"


async def test_depth_eight_passes_and_nine_does_not(client: httpx.AsyncClient) -> None:
    """The limit is exact."""
    headers = {"Content-Type": "application/json"}
    assert (await client.post("/v1/things/a", content=_nested(8), headers=headers)).status_code == 201
    refused = await client.post("/v1/things/a", content=_nested(9), headers=headers)
    assert _assert_problem(refused, 400, "json_too_deep")["limit"] == 8


@pytest.mark.parametrize(
    ("text", "deep"),
    [
        (b'["' + b"[" * 50 + b'"]', False),
        (b'["\\"' + b"[{" * 50 + b'"]', False),
        (b"[" + b"[]," * 50 + b"[]]", False),
        (b"[{" * 4 + b"}]" * 4, False),
        (b"[{" * 5 + b"}]" * 5, True),
        (b"[" * 60000, True),
        (b"[[1],[2],[3],[4],[5],[6],[7],[8],[[[[[[[[9]]]]]]]]]", True),
    ],
)
def test_depth_counts_nesting_not_brackets(text: bytes, deep: bool) -> None:  # noqa: FBT001 a table's column
    """Brackets in strings and siblings do not count; unbalanced openers do."""
    assert too_deep(text, 8) is deep


async def test_health_routes_follow_the_checks(client: httpx.AsyncClient, health: Health) -> None:
    """503 names the failing checks; /metrics counts requests by route template."""
    assert (await client.get("/livez")).status_code == 200
    assert (await client.get("/readyz")).json() == {"ok": False, "failures": {"process": "starting"}}
    health.started()
    assert (await client.get("/readyz")).status_code == 200
    health.register("consumer", lambda: "stalled", "live")
    assert (await client.get("/livez")).status_code == 503
    await client.post("/v1/things/a", json={"code": "x"})
    text = (await client.get("/metrics")).text
    assert 'route="/v1/things/{thing}",status="201"' in text


@pytest.fixture
def document(app: FastAPI) -> dict[str, Any]:
    return app.openapi()


async def test_openapi_31_is_served_with_our_problems(client: httpx.AsyncClient, document: dict[str, Any]) -> None:
    """The document names the problem form for every operation, no other error form, and no page loads scripts."""
    served = (await client.get("/openapi.json")).json()
    assert served == document
    assert served["openapi"].startswith("3.1")
    operation = served["paths"]["/v1/things/{thing}"]["post"]
    assert "422" not in operation["responses"]
    assert MEDIA_TYPE in operation["responses"]["default"]["content"]
    assert "HTTPValidationError" not in served["components"]["schemas"]
    assert (await client.get("/docs")).status_code == 404


async def test_refusals_are_counted_by_type(client: httpx.AsyncClient) -> None:
    """A flood of one kind of problem is visible."""
    before = METRICS.registry.get_sample_value("lienthong_http_refused_total", {"problem": "not_found"}) or 0.0
    await client.get("/nowhere")
    after = METRICS.registry.get_sample_value("lienthong_http_refused_total", {"problem": "not_found"})
    assert after == before + 1
