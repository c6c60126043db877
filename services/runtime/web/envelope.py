"""The outermost middleware: request id, trace, security headers, metrics, and the last resort for errors.

Pure ASGI. Every request is counted by its route template; only failures are logged, by template too: a path can hold
a dossier code, which is fine, but a query string may hold anything.
"""

import re
import time
from typing import Final
from uuid import uuid4

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.runtime.metrics import METRICS
from services.runtime.problems import Problem
from services.runtime.tracing import child_trace, use_trace
from services.runtime.web.pages import POLICY, POLICY_HEADER
from services.runtime.web.responses import REQUEST_ID, problem_response

_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
_SECURITY: Final = (
    (b"x-content-type-options", b"nosniff"),
    # A stricter policy makes browsers send `Origin: null` with our own forms, which must name theirs.
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)
_UNLESS_SET: Final = (
    (POLICY_HEADER.lower().encode(), POLICY.encode()),
    (b"cache-control", b"no-store"),
)

_log = structlog.get_logger()


class RequestEnvelope:
    """Wraps everything else; an error that nobody handled becomes `internal_error` and one log line."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        wanted = headers.get("x-request-id", "")
        scope[REQUEST_ID] = wanted if _ID.fullmatch(wanted) else str(uuid4())
        answer = _Answer(scope, send)
        started = time.perf_counter()
        with use_trace(child_trace(headers.get("traceparent"))):
            try:
                await self._app(scope, receive, answer.send)
            except Exception:  # noqa: BLE001 the last resort: the client gets a problem, the connection stays usable
                _log.exception("request_failed", route=_route(scope), request_id=scope[REQUEST_ID])
                if not answer.status:
                    await problem_response(scope, Problem("internal_error"))(scope, receive, answer.send)
        _measure(scope, answer.status, time.perf_counter() - started)


class _Answer:
    """Adds our headers to the response as it starts, and remembers its status (0 = not started)."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = list(message.get("headers", ()))
            present = {name for name, _ in headers}
            headers.extend(header for header in _UNLESS_SET if header[0] not in present)
            headers.append((b"x-request-id", self._scope[REQUEST_ID].encode()))
            headers.extend(_SECURITY)
            message = {**message, "headers": headers}
        await self._send(message)


def _route(scope: Scope) -> str:
    return getattr(scope.get("route"), "path", "unmatched")


def _measure(scope: Scope, status: int, seconds: float) -> None:
    route = _route(scope)
    METRICS.http_requests.labels(scope["method"], route, str(status)).inc()
    METRICS.http_seconds.labels(route).observe(seconds)
