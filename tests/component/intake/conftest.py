import asyncio
from collections.abc import AsyncIterator

import pytest

from services.intake.bootstrap import wire
from services.runtime.kafka.operations.topics import apply_topics
from services.runtime.store import Store
from tests.component.intake.rig import Rig, Signer, ended, environment, settings_of
from tests.platform_fixture import TestPlatform, patient_publisher
from tests.unit.intake.desk import terms


@pytest.fixture
def desk_signer() -> Signer:
    return Signer("desk-software", "H90.01")


@pytest.fixture
def tax_signer() -> Signer:
    return Signer("tax-software", "H90.30.01")


@pytest.fixture
async def rig(platform: TestPlatform, namespace: str, desk_signer: Signer, tax_signer: Signer) -> AsyncIterator[Rig]:
    """A running intake whose topics, store and keys are this test's alone."""
    await apply_topics(platform.kafka, namespace)
    variables = environment(platform, namespace)
    settings = settings_of(variables)
    store = await Store.open(settings.store_url, f"{namespace}intake")
    intake = wire(settings, store, terms().catalogue)
    publisher = patient_publisher(platform.kafka, namespace, "everybody-else")
    await publisher.start()
    rig = Rig(platform, namespace, settings, intake, publisher, variables=variables)
    await rig.credential(desk_signer)
    await rig.credential(tax_signer)
    parts = intake.parts()
    for start in parts.start:
        await start()
    intake.health.started()
    background = [asyncio.create_task(work()) for work in parts.background]
    yield rig
    for client in rig.clients:
        await client.aclose()
    for stop in parts.stop:
        await stop()
    await ended(background)
    await publisher.stop()
    for opened in rig.replicas:
        opened.close()
