"""The dashboard of a real stats process: events on Kafka, counters in the store, pages in a browser."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, expect

from services.contracts.events.lifecycle import Accepted, Registered, Snapshot
from services.kernel.times import local_day, utc_now
from services.runtime.kafka import KafkaPublisher
from services.runtime.kafka.operations.topics import apply_topics
from services.runtime.store import Store
from services.stats.bootstrap import assemble
from services.stats.bootstrap.ground import lay_ground
from services.stats.settings import Settings, database_of
from tests.component.stats.feed import record_of
from tests.component.stats.service import started, wait_counted
from tests.platform_fixture import TestPlatform, dropped, patient_publisher
from tests.unit.stats.dashboard.world import catalogue
from tests.web.conftest import listening
from tests.web.desk_browser import visitor
from tests.web.visit import visiting


def filed_now(number: int) -> Sequence[Snapshot]:
    """Return the events of a dossier that the desk has just taken in."""
    at = utc_now()
    base: dict[str, Any] = {
        "code": f"H90.02-{local_day(at):%y%m%d}-{number:04d}",
        "agency": "H90.02",
        "province": "H90",
        "tier": "district",
        "procedure": "1.011441@1",
        "field": "land",
        "channel": "direct",
        "tags": (),
        "attributes": {"needs_verification": "false"},
        "filed_at": at,
    }
    taken = Accepted(**base, occurred_at=at, status=2, clock="running", received_at=at)
    return Registered(**base, occurred_at=at, status=1), taken


async def publish(publisher: KafkaPublisher, numbers: range) -> None:
    lives = [filed_now(number) for number in numbers]
    for seq in (1, 2):
        await asyncio.gather(*(publisher.publish(record_of(life[seq - 1], seq)) for life in lives))


@asynccontextmanager
async def whole(platform: TestPlatform, before: range) -> AsyncIterator[tuple[str, KafkaPublisher]]:
    """A stats process over its own topics and store; yields its address, and who publishes events.

    Dossiers of the numbers `before` are published before it starts, and counted when it is yielded.
    """
    with dropped(platform, f"t{secrets.token_hex(4)}-") as namespace:
        await apply_topics(platform.kafka, namespace)
        settings = Settings(
            kafka_bootstrap=platform.kafka,
            store_url=platform.store_url,
            namespace=namespace,
            http_port=0,
            token_secret="a test secret of at least 32 characters",
        )
        publisher = patient_publisher(platform.kafka, namespace, "everybody-else")
        await publisher.start()
        try:
            sent = asyncio.create_task(publish(publisher, before))
            store = await Store.open(settings.store_url, database_of(namespace))
            stats, parts = (
                lay_ground(settings, store, catalogue(), utc_now).stats,
                assemble(settings, store, catalogue()),
            )
            async with started(parts), listening(parts.app) as url:
                await sent
                await wait_counted(stats, 2 * len(before))
                yield url, publisher
        finally:
            await publisher.stop()


async def test_what_is_published_stands_on_the_page_and_changes_there_by_itself(
    browser: Browser, platform: TestPlatform
) -> None:
    """From the topic to the country, down to the agency, into English and into a file; then more arrive meanwhile.

    The way down comes first: figures may be kept for four seconds, and the live ones change after that.
    """
    async with whole(platform, range(1, 13)) as (url, publisher), visiting(browser, 768, javascript=True) as live:
        await live.goto(f"{url}/thong-ke")
        received = live.locator("[data-count=received]")
        await expect(received).to_have_text("12")
        async with visitor(browser, 768) as page:
            await page.goto(f"{url}/thong-ke")
            await page.locator("table.ranked tbody th a").first.click()
            await page.locator("table.ranked tbody th a").first.click()
            await expect(page.locator(".figure").first).to_have_text("12")
            await page.get_by_role("link", name="English").click()
            await expect(page.get_by_role("heading", name="Received", exact=True)).to_be_visible()
            async with page.expect_download() as waiting:
                await page.get_by_role("link", name="CSV").click()
            assert ",12," in (await (await waiting.value).path()).read_text(encoding="utf-8-sig")
        await publish(publisher, range(13, 22))
        await expect(received).to_have_text("21")
