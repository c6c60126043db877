"""A real Chromium and a running intake for the tests of pages; both live as long as the session, in one event loop.

Without a Chromium the tests are skipped, in CI they fail. `CHROMIUM` in the environment names another executable.
"""

import asyncio
import os
import secrets
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
import pytest_asyncio
import uvicorn
from fastapi import FastAPI
from playwright.async_api import Browser, async_playwright, expect

from services.intake.bootstrap import wire
from services.runtime.kafka.operations.topics import apply_topics
from services.runtime.process import Parts
from services.runtime.store import Store
from tests.component.intake.rig import Rig, ended, environment, settings_of
from tests.platform_fixture import TestPlatform, dropped, patient_publisher
from tests.unit.intake.desk import terms
from tests.unit.stats.dashboard.pages import Dashboard
from tests.web.agency_desk import AgencySite, opened_routing
from tests.web.visit import PATIENCE_MS

expect.set_options(timeout=PATIENCE_MS)
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Pages are tested in the loop in which browser and intake live."""
    for item in items:
        if isinstance(item, pytest.Function) and {"browser", "site", "agency_site"} & set(item.fixturenames):
            item.add_marker("web")
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@dataclass(frozen=True, slots=True)
class Site:
    """A running intake: where it listens, and the rig that files dossiers there."""

    url: str
    rig: Rig

    def at(self, path: str) -> str:
        return f"{self.url}{path}"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for all tests; each opens contexts of its own."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=_executable(), args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def site(platform: TestPlatform) -> AsyncIterator[Site]:
    """An intake of its own topics, store and keys, over HTTP on a free port."""
    with dropped(platform, f"t{secrets.token_hex(4)}-") as namespace:
        await apply_topics(platform.kafka, namespace)
        settings = settings_of(environment(platform, namespace))
        store = await Store.open(settings.store_url, f"{namespace}intake")
        intake = wire(settings, store, terms().catalogue)
        publisher = patient_publisher(platform.kafka, namespace, "everybody-else")
        await publisher.start()
        rig = Rig(platform, namespace, settings, intake, publisher)
        async with _running(parts := intake.parts()), listening(parts.app) as url:
            yield Site(url, rig)
            for client in rig.clients:
                await client.aclose()
        await publisher.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def agency_site(platform: TestPlatform, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[AgencySite]:
    """A routing of its own topics, store and keys, over HTTP on a free port."""
    folder = tmp_path_factory.mktemp("results")
    with dropped(platform, f"t{secrets.token_hex(4)}-") as namespace:
        async with (
            opened_routing(platform, namespace, folder) as (rig, store),
            listening(rig.running[-1].parts.app) as url,
        ):
            yield AgencySite(url, rig, store)


@dataclass(frozen=True, slots=True)
class DashboardSite:
    """A dashboard over the country in memory, and what stands behind it."""

    url: str
    world: Dashboard

    def at(self, path: str) -> str:
        return f"{self.url}{path}"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def dashboard() -> AsyncIterator[DashboardSite]:
    """Its pages over HTTP on a free port; they need no platform."""
    world = Dashboard()
    async with listening(world.app()) as url:
        yield DashboardSite(url, world)


@asynccontextmanager
async def _running(parts: Parts) -> AsyncIterator[None]:
    for start in parts.start:
        await start()
    background = [asyncio.create_task(work()) for work in parts.background]
    yield
    for stop in parts.stop:
        await stop()
    await ended(background)


@asynccontextmanager
async def listening(app: FastAPI) -> AsyncIterator[str]:
    """Serve the application on a free port; yields its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    async with asyncio.timeout(60):
        while not server.started:  # noqa: ASYNC110 uvicorn has no event for it
            await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    await serving


def _executable() -> str:
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("no Chromium on PATH; install one, or name it in CHROMIUM")
    return found
