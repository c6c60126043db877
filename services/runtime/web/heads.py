"""HEAD for every address that answers GET: the same status and headers, and no body (RFC 9110 §9.3.2)."""

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HeadRequests"]

_HEAD: Final = "HEAD"


class HeadRequests:
    """Routes see a GET; a stream ends with its headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != _HEAD:
            await self._app(scope, receive, send)
            return
        # The same scope, not a copy: routing leaves the route in it, by which requests are counted.
        scope["method"] = "GET"
        try:
            await self._app(scope, receive, _Headers(scope, send).send)
        finally:
            scope["method"] = _HEAD


class _Headers:
    """Passes the head of a response on and ends it there."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._ended = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._scope["method"] = _HEAD  # the server would wait for as many bytes as Content-Length says
            await self._send(message)
        elif not self._ended:
            self._ended = True
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})
