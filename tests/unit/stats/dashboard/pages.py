"""The dashboard's pages over the country in memory, without a broker or a store."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from services.runtime.health import Health
from services.runtime.web import ApiRouter, create_app
from services.stats.application.dashboard.boards import Boards
from services.stats.application.ports import CounterReader
from services.stats.bootstrap.dashboard import add_public_pages
from tests.unit.stats.dashboard.world import NOW, AskedReader, catalogue, country

__all__ = ["LEAST", "app_of", "visiting"]

LEAST = 5


def app_of(reader: CounterReader | None = None) -> FastAPI:
    """Return the public dashboard over these counters, the country's unless others are given."""
    app = create_app("stats", Health())
    router = ApiRouter()
    boards = Boards(AskedReader(reader or cast("CounterReader", country())), lambda: NOW, time.monotonic)
    add_public_pages(router, boards, catalogue(), lambda: NOW)
    app.include_router(router)
    return app


@asynccontextmanager
async def visiting(reader: CounterReader | None = None) -> AsyncIterator[AsyncClient]:
    """A browser, as far as it says what it accepts."""
    headers = {"accept": "text/html"}
    transport = ASGITransport(app_of(reader))
    async with AsyncClient(transport=transport, base_url="http://127.0.0.1", headers=headers) as client:
        yield client
