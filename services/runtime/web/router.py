"""Routes whose JSON bodies are read by orjson; services build their routers with ApiRouter."""

from collections.abc import Callable, Coroutine
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute


class JsonRequest(Request):
    """Reads the body as UTF-8 JSON; NaN, Infinity and other encodings are refused, unlike the standard parser."""

    async def json(self) -> Any:
        if not hasattr(self, "_json"):
            self._json = orjson.loads(await self.body())
        return self._json


class JsonRoute(APIRoute):
    """Hands a JsonRequest to the endpoint."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handle_json(request: Request) -> Response:
            return await handle(JsonRequest(request.scope, request.receive))

        return handle_json


class ApiRouter(APIRouter):
    """An APIRouter with JsonRoute as its route class."""

    def __init__(self, **options: Any) -> None:
        super().__init__(route_class=JsonRoute, **options)
