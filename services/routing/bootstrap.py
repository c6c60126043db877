"""Wires routing once."""

import asyncio
from datetime import timedelta

from services.kernel.times import utc_now
from services.routing.adapters.indexes import INDEXES
from services.routing.adapters.stubs import COLLECTION as STUBS
from services.routing.adapters.stubs import StoredStubs
from services.routing.adapters.worklist import COLLECTION as WORKLIST
from services.routing.adapters.worklist import StoredWorklist
from services.routing.application.apply_lifecycle import ApplyLifecycle
from services.routing.application.apply_reports import ApplyReports
from services.routing.application.expire_stubs import ExpireStubs
from services.routing.application.fold import Folding
from services.routing.application.plans import Plans
from services.routing.application.reading import ReportReader, TimeBounds
from services.routing.application.repair_worklist import RepairWorklist
from services.routing.entrypoints.http.app import routing_app
from services.routing.entrypoints.kafka import SERVICE, subscriptions
from services.routing.settings import RoutingSettings
from services.runtime.aggregates import AggregateStore, Relay
from services.runtime.auth.access import Access
from services.runtime.auth.directory import KeyDirectory
from services.runtime.auth.loader import CredentialLoader
from services.runtime.auth.tokens import TokenVerifier
from services.runtime.catalogue import read_catalogue
from services.runtime.health import Health
from services.runtime.kafka.consumer import Consumer
from services.runtime.kafka.publisher import KafkaPublisher
from services.runtime.process import Parts
from services.runtime.sealing import FieldCipher
from services.runtime.store import Store, ensure_indexes
from services.runtime.sweeper import Sweeper

__all__ = ["build"]


async def build(settings: RoutingSettings) -> Parts:
    """Everything but the broker is reached here; the broker when the parts start."""
    plans = Plans(await asyncio.to_thread(read_catalogue, settings.catalogue_dir), utc_now, settings.catalogue_patience)
    store = await Store.open(settings.store_url, f"{settings.namespace}{SERVICE}")
    await ensure_indexes(store, INDEXES)
    publisher = KafkaPublisher(settings.kafka_bootstrap, settings.namespace, SERVICE)
    routes = AggregateStore(store, "routes", SERVICE, utc_now)
    relay = Relay(routes, publisher)
    routes.on_committed = relay.feed
    directory = KeyDirectory(FieldCipher(settings.credential_keys))
    loader = CredentialLoader(settings.kafka_bootstrap, settings.namespace, directory, utc_now)
    worklist, stubs = StoredWorklist(store.collection(WORKLIST)), StoredStubs(store.collection(STUBS))
    folding = Folding(routes, worklist, stubs)
    reports = ApplyReports(folding, plans, _reader(settings, directory), utc_now, settings.stub_patience)
    consumer = Consumer(
        SERVICE,
        settings.kafka_bootstrap,
        settings.namespace,
        subscriptions(ApplyLifecycle(folding, plans), reports),
        publisher,
        store,
        utc_now,
    )
    expire = ExpireStubs(routes, stubs, publisher, SERVICE, utc_now)
    sweeper = Sweeper((expire.sweep, RepairWorklist(routes, worklist).sweep), settings.sweep_seconds)
    health = _health(consumer, loader)

    async def stop_relay() -> None:
        await relay.stop()

    async def close_store() -> None:
        store.close()

    return Parts(
        app=routing_app(health, Access(_verifier(settings)), routes, worklist),
        start=(publisher.start, loader.start, consumer.start),
        stop=(consumer.stop, sweeper.stop, stop_relay, loader.stop, publisher.stop, close_store),
        background=(relay.run, loader.run, sweeper.run),
    )


def _reader(settings: RoutingSettings, directory: KeyDirectory) -> ReportReader:
    back, ahead = timedelta(hours=settings.report_back_hours), timedelta(minutes=settings.report_ahead_minutes)
    return ReportReader(directory, settings.signature_tolerance_seconds, TimeBounds(back, ahead))


def _verifier(settings: RoutingSettings) -> TokenVerifier:
    secrets = (settings.token_secret, settings.token_secret_previous)
    return TokenVerifier([secret.get_secret_value() for secret in secrets if secret], utc_now)


def _health(consumer: Consumer, loader: CredentialLoader) -> Health:
    health = Health()
    health.register("credentials", loader.check)
    health.register("consumer", consumer.readiness)
    health.register("progress", consumer.liveness, "live")
    return health
