"""Wires the service, and the same pieces for the operators' command line."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from services.kernel.times import utc_now
from services.runtime.auth.access import access_of
from services.runtime.health import Health
from services.runtime.kafka import Consumer, KafkaPublisher
from services.runtime.kafka.limits import limits_of
from services.runtime.process import Parts
from services.runtime.settings import ServiceSettings
from services.runtime.store.store import Store
from services.stats.adapters.declared import read_attributes
from services.stats.adapters.generations import StoreGenerations
from services.stats.adapters.ledger import StoreLedger
from services.stats.adapters.topics import BrokerTopics
from services.stats.application.count_events import Counting
from services.stats.application.counted import counted_topics
from services.stats.application.incarnations import Incarnations
from services.stats.application.reading import Reports
from services.stats.application.replay import Replayer
from services.stats.application.start import check_start
from services.stats.application.statistics import Statistics
from services.stats.entrypoints.http.app import build_app
from services.stats.entrypoints.kafka import subscriptions
from services.stats.settings import BATCH_RECORDS, HANDLER_SECONDS, SERVICE, Settings, database_of


def wire(settings: ServiceSettings, store: Store, attributes: frozenset[str]) -> Statistics:
    """Return what counting, rebuilding and verifying work on."""
    topics = BrokerTopics(settings.kafka_bootstrap, settings.namespace, SERVICE, BATCH_RECORDS)
    counted = counted_topics(attributes)
    return Statistics(
        counted=counted,
        generations=StoreGenerations(store),
        ledger=lambda number: StoreLedger(store, number),
        topics=topics,
        replayer=Replayer(SERVICE, counted, topics),
    )


@asynccontextmanager
async def opened(settings: ServiceSettings) -> AsyncIterator[Statistics]:
    """Open the statistics for one command of an operator."""
    store = await Store.open(settings.store_url, database_of(settings.namespace))
    try:
        yield wire(settings, store, read_attributes(settings.catalogue_dir))
    finally:
        store.close()


async def build(settings: Settings) -> Parts:
    """Return the parts of the service process."""
    attributes = read_attributes(settings.catalogue_dir)
    store = await Store.open(settings.store_url, database_of(settings.namespace))
    stats = wire(settings, store, attributes)
    incarnations = Incarnations(stats.topics.ids, stats.names)
    counting = Counting(stats.rules, stats.generations, stats.ledger, incarnations, stats.replayer)
    publisher = KafkaPublisher(settings.kafka_bootstrap, settings.namespace, SERVICE)
    consumer = _consumer(settings, stats, counting, publisher, store)
    health = Health()
    health.register("consumer", consumer.liveness, "live")
    health.register("consumer", consumer.readiness)

    async def prepare() -> None:
        await incarnations.load()
        await check_start(stats)
        await counting.serving()

    async def close() -> None:
        store.close()

    app = build_app(health, access_of(settings, utc_now), Reports(stats.generations, stats.ledger), attributes)
    return Parts(app, (prepare, publisher.start, consumer.start), (consumer.stop, publisher.stop, close))


def _consumer(
    settings: Settings, stats: Statistics, counting: Counting, publisher: KafkaPublisher, store: Store
) -> Consumer:
    limits = replace(limits_of(settings), batch_records=BATCH_RECORDS, handler_seconds=HANDLER_SECONDS)
    return Consumer(
        SERVICE,
        settings.kafka_bootstrap,
        settings.namespace,
        subscriptions(counting, stats.counted),
        publisher,
        store,
        utc_now,
        limits,
    )
