"""A secret dossier beside an ordinary one, through intake, routing and a foreign system: nothing of it leaves."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from services.contracts.topics import TOPICS
from services.ops.systems import SystemsSettings, opened_systems
from services.routing.bootstrap import build
from services.routing.settings import RoutingSettings
from services.runtime.kafka.operations.reading import read_topic
from services.runtime.store import Store
from tests.component.intake.rig import Rig, wait_for
from tests.component.routing.foreign_software import LandSoftware, catalogue_with_systems


def routing_settings(rig: Rig, folder: Path) -> RoutingSettings:
    names = ("kafka_bootstrap", "store_url", "namespace", "token_secret", "credential_keys")
    shared: dict[str, Any] = {name: rig.variables[f"LIENTHONG_{name.upper()}"] for name in names}
    more: dict[str, Any] = {
        "catalogue_dir": catalogue_with_systems(folder),
        "systems_dir": str(folder),
        "sweep_seconds": 0.2,
    }
    return RoutingSettings(**(shared | more))


@pytest.fixture
async def land(rig: Rig, tmp_path: Path) -> AsyncIterator[LandSoftware]:
    """Routing runs, and the land office's software is connected to it through a folder."""
    settings = routing_settings(rig, tmp_path)
    known = SystemsSettings(
        store_url=settings.store_url,
        namespace=settings.namespace,
        catalogue_dir=settings.catalogue_dir,
        credential_keys=settings.credential_keys,
    )
    async with opened_systems(known) as systems:
        secret = await systems.connect("land", "key-of-nobody", None, None)
    parts = await build(settings)
    for start in parts.start:
        await start()
    tasks = [asyncio.create_task(job()) for job in parts.background]
    yield LandSoftware(secret, tmp_path)
    for stop in parts.stop:
        await stop()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_nothing_of_a_secret_dossier_is_exchanged(rig: Rig, land: LandSoftware) -> None:
    """No topic, no route, no message for a system; the ordinary one, filed after it, reaches all three (s003 F1)."""
    secret = (await rig.file(secret=True))["code"]
    ordinary = (await rig.file())["code"]

    async def handed_over() -> bool:
        return land.fetch() > 0

    await wait_for(handed_over)
    assert [told["data"]["code"] for told in land.told.values()] == [ordinary]
    kept = await _everything(rig)
    assert (ordinary in kept, secret in kept) == (True, False)


async def _everything(rig: Rig) -> str:
    """All records of all topics, and all that routing stores."""
    records = [
        repr((raw.key, raw.value, raw.headers))
        for topic in TOPICS
        async for raw in read_topic(rig.platform.kafka, rig.namespace, topic.name)
    ]
    store = await Store.open(rig.settings.store_url, f"{rig.namespace}routing")
    names = ("routes", "routes_live", "worklist", "stubs", "foreign_queue", "foreign_sent")
    rows: list[Any] = [row for name in names for row in await store.collection(name).find({})]
    store.close()
    return "".join(records) + orjson.dumps(rows, default=str).decode()
