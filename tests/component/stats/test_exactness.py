"""Counters stay exact while the service is killed, while it is rebuilt, and when its store or topics are lost."""

import asyncio

import pytest

from services.contracts.topics import LIFECYCLE
from services.kernel.times import utc_now
from services.runtime.failures import PermanentError
from services.runtime.kafka.operations.desk import Desk
from services.runtime.kafka.operations.replay import replay
from services.runtime.store.store import Store
from services.stats.application.rebuild import rebuild
from services.stats.application.statistics import Statistics
from services.stats.application.verify import verify, verify_deep
from services.stats.bootstrap import wire
from services.stats.domain.batch import CounterWrite
from services.stats.settings import Settings, database_of
from tests.component.stats.feed import feed, life, record_of
from tests.component.stats.service import events_counted, running, until, wait_counted
from tests.platform_fixture import patient_publisher


async def check_exact(stats: Statistics) -> None:
    """Recount the facts, and replay the topics: neither finds a difference."""
    assert not (await verify(stats)).differences
    assert not (await verify_deep(stats)).differences


async def test_a_rebuild_swaps_under_a_running_service(settings: Settings, stats: Statistics) -> None:
    """Events flow before, during and after: the service takes the new generation up without losing or doubling any."""
    feeding = asyncio.create_task(feed(settings.kafka_bootstrap, settings.namespace, range(1_500)))
    async with running(settings):
        await wait_counted(stats, 100)
        said: list[str] = []
        number = await rebuild(stats, said.append)
        later = await feed(settings.kafka_bootstrap, settings.namespace, range(2_000, 2_100))
        total = await feeding + later
        await wait_counted(stats, total)
    serving = await stats.generations.serving()
    assert serving is not None
    assert (serving.number, serving.settled) == (number, True)
    assert len(said) == 2
    assert await events_counted(stats) == total
    await check_exact(stats)


async def test_two_services_share_the_partitions_exactly(settings: Settings, stats: Statistics) -> None:
    """Two processes write the same counters, each under the fences of its own partitions."""
    feeding = asyncio.create_task(feed(settings.kafka_bootstrap, settings.namespace, range(800)))
    async with running(settings), running(settings):
        total = await feeding
        await wait_counted(stats, total)
    assert await events_counted(stats) == total
    await check_exact(stats)


async def test_verify_names_a_cell_that_is_wrong(settings: Settings, stats: Statistics) -> None:
    """A counter that somebody changed, and a fact that is missing, are found and named."""
    total = await feed(settings.kafka_bootstrap, settings.namespace, range(20))
    async with running(settings):
        await wait_counted(stats, total)
    forged = CounterWrite("axes", exists=True, guards={}, fences={"forged_0": 1}, increments={"c.H90.2026-03": 5})
    assert await stats.ledger(1).add([forged])
    [difference] = (await verify(stats)).differences
    assert (difference.counter, difference.place) == ("axes", "c.H90.2026-03")
    assert int(difference.found) - int(difference.expected) == 5
    assert (await verify_deep(stats)).differences


async def test_a_lost_store_is_counted_again_from_the_topics(settings: Settings, stats: Statistics) -> None:
    """Offsets are committed but the facts are gone: the service replays by itself before it goes on."""
    total = await feed(settings.kafka_bootstrap, settings.namespace, range(50))
    async with running(settings):
        await wait_counted(stats, total)

        async def committed() -> bool:
            return await stats.topics.consumed([LIFECYCLE.name])

        await until(committed, "no offset was committed")
    store = await Store.open(settings.store_url, database_of(settings.namespace))
    await store.drop()
    store.close()
    async with running(settings):
        total += await feed(settings.kafka_bootstrap, settings.namespace, range(100, 120))
        await wait_counted(stats, total)
    await check_exact(stats)


async def test_a_log_below_the_fence_stops_the_service(settings: Settings, stats: Statistics) -> None:
    """A broker that lost records would number new ones below the fence: the operator has to rebuild."""
    total = await feed(settings.kafka_bootstrap, settings.namespace, range(10))
    async with running(settings):
        await wait_counted(stats, total)
    ids = await stats.topics.ids([LIFECYCLE.name])
    ahead = {f"{ids[LIFECYCLE.name]}_0": 10_000}
    assert await stats.ledger(1).add([CounterWrite("axes", exists=True, guards={}, fences=ahead, increments={})])
    with pytest.raises(PermanentError, match=r"rebuild_needed.*topic_lost_records"):
        async with running(settings):
            pass


async def test_changed_rules_stop_the_service_until_a_rebuild(settings: Settings, stats: Statistics) -> None:
    """Counters of two rules are never mixed; the rebuild of the new rules makes the service start again."""
    total = await feed(settings.kafka_bootstrap, settings.namespace, range(10))
    store = await Store.open(settings.store_url, database_of(settings.namespace))
    other = wire(settings, store, frozenset({"declared_in_another_catalogue"}))
    await other.ensured()
    store.close()
    with pytest.raises(PermanentError, match=r"rebuild_needed.*contribution_rules_changed"):
        async with running(settings):
            pass
    await rebuild(stats, lambda _: None)
    async with running(settings):
        await wait_counted(stats, total)
    await check_exact(stats)


async def test_events_over_a_hole_count_once_they_are_replayed(settings: Settings, stats: Statistics) -> None:
    """Event 3 over a missing 2 is a dead letter, and so is 4 over a missing 3; their replay counts them in order."""
    events = life(2)
    publisher = patient_publisher(settings.kafka_bootstrap, settings.namespace, "feed")
    await publisher.start()
    desk = Desk(settings.kafka_bootstrap, settings.namespace, "stats", "an", publisher, utc_now, wait_seconds=60)
    async with running(settings):
        for seq in (1, 3, 2, 4):
            await publisher.publish(record_of(events[seq - 1], seq))

        async def all_buried() -> bool:
            return len((await desk.read()).open) == 2

        await until(all_buried, "two dead letters were not written")
        assert await events_counted(stats) == 2
        await replay(desk, lambda _: True, "the missing event came")
        await wait_counted(stats, 4)
    await publisher.stop()
    await check_exact(stats)
