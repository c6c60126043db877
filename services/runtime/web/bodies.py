"""Limits on request bodies, checked before any of our code sees them: size (also when chunked), time and depth.

Pure ASGI: the whole body is read here (it is small by definition) and handed on as one message.
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.runtime.problems import Problem
from services.runtime.web.responses import problem_response

_STRINGS: Final = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKETS: Final = bytes.maketrans(b"[]", b"{}")
_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
_NO_BRACKET: Final = bytes(byte for byte in range(256) if byte not in b"[]{}")


@dataclass(frozen=True, slots=True)
class BodyLimits:
    """Bytes of a body, levels of JSON nesting, and seconds that a body may take to arrive (design §7)."""

    size: int = 64 * 1024
    depth: int = 8
    seconds: float = 10.0


def too_deep(body: bytes, limit: int) -> bool:
    """Say whether JSON text nests deeper than `limit`, without parsing it (a parser could overflow its stack).

    Each round strips the innermost pairs, so a pair that survives `limit` rounds is one too deep. Text that is no
    JSON gets some answer; the parser refuses it afterwards.
    """
    if body.count(b"{") + body.count(b"[") <= limit:
        return False
    rest = _STRINGS.sub(b"", body).translate(_BRACKETS, _NO_BRACKET)
    for _ in range(limit):
        rest = rest.replace(b"{}", b"")
    return b"{}" in rest or rest.count(b"{") > limit


class _ClientGoneError(Exception):
    """The client closed the connection while sending."""


class BodyGuard:
    """Middleware that answers 413, 408 or 400 itself and never calls the application for such a body.

    `by_path` has the limits of paths (without parameters) that need their own, such as a batch.
    """

    def __init__(self, app: ASGIApp, limits: BodyLimits, by_path: Mapping[str, BodyLimits] | None = None) -> None:
        self._app = app
        self._limits = limits
        self._by_path = by_path or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self._app(scope, receive, send)
            return
        try:
            limits = self._by_path.get(scope["path"], self._limits)
            body = await _read(Headers(scope=scope), receive, limits)
        except Problem as problem:
            # What remains of the body is not read, so the connection cannot be used again.
            problem.headers["Connection"] = "close"
            await problem_response(scope, problem)(scope, receive, send)
            return
        except _ClientGoneError:
            return
        await self._app(scope, _once(body, receive), send)


async def _read(headers: Headers, receive: Receive, limits: BodyLimits) -> bytes:
    declared = headers.get("content-length", "0")
    if not declared.isdigit() or int(declared[:12]) > limits.size:
        raise Problem("body_too_large", limit=limits.size)
    try:
        async with asyncio.timeout(limits.seconds):
            body = await _collect(receive, limits.size)
    except TimeoutError:
        raise Problem("body_timeout", seconds=limits.seconds) from None
    is_form = headers.get("content-type", "").startswith(_FORMS)
    if not is_form and too_deep(body, limits.depth):
        raise Problem("json_too_deep", limit=limits.depth)
    return body


async def _collect(receive: Receive, limit: int) -> bytes:
    chunks: list[bytes] = []
    left = limit
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _ClientGoneError
        chunk = message.get("body", b"")
        left -= len(chunk)
        if left < 0:
            raise Problem("body_too_large", limit=limit)
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks)


def _once(body: bytes, receive: Receive) -> Receive:
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return messages.pop() if messages else await receive()

    return replay
