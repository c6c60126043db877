"""HEAD is answered wherever GET is, with the same head."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from starlette.responses import Response, StreamingResponse

from services.runtime.health import Health
from services.runtime.web import ApiRouter, create_app


async def _endless() -> AsyncIterator[bytes]:
    yield b"first"
    await asyncio.Event().wait()


@pytest.fixture
def app() -> FastAPI:
    app = create_app("test", Health())
    router = ApiRouter()

    @router.get("/v1/reports/one")
    async def read() -> Response:
        return Response(b"figures", headers={"ETag": '"1"'}, media_type="text/csv")

    @router.get("/v1/live")
    async def live() -> Response:
        return StreamingResponse(_endless(), media_type="text/event-stream")

    @router.post("/v1/periods")
    async def close() -> None: ...

    app.include_router(router)
    return app


async def _asked(app: FastAPI, method: str, path: str) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        return await client.request(method, path)


async def test_the_head_is_that_of_get_without_a_body(app: FastAPI) -> None:
    """Caches ask so whether what they keep is still good."""
    got, head = await _asked(app, "GET", "/v1/reports/one"), await _asked(app, "HEAD", "/v1/reports/one")
    assert (head.status_code, head.content) == (200, b"")
    names = ("etag", "content-type", "content-length")
    assert [head.headers[name] for name in names] == [got.headers[name] for name in names]


async def test_a_refusal_has_a_head_too(app: FastAPI) -> None:
    """404 for what is not there, 405 for what answers POST alone."""
    assert (await _asked(app, "HEAD", "/v1/reports/none")).status_code == 404
    assert (await _asked(app, "HEAD", "/v1/periods")).status_code == 405


async def test_the_head_of_a_stream_ends(app: FastAPI) -> None:
    """A stream of live counts has no end of its own."""
    head = await asyncio.wait_for(_asked(app, "HEAD", "/v1/live"), timeout=30)
    assert (head.status_code, head.content) == (200, b"")
