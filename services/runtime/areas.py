"""A service is wired by areas: each brings its routes, what it consumes, and what runs besides."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from fastapi import APIRouter, FastAPI

from services.runtime.aggregates import Relay
from services.runtime.auth.access import Access, protect
from services.runtime.auth.loader import CredentialLoader
from services.runtime.health import Health
from services.runtime.kafka import Consumer, KafkaPublisher, Subscription
from services.runtime.process import Background, Parts, Step
from services.runtime.store import Index, Store, ensure_indexes
from services.runtime.web import BodyLimits, create_app

__all__ = ["Area", "Machinery", "app_of", "consuming_health", "parts_of"]


@dataclass(frozen=True, slots=True)
class Area:
    """`relays` publish the outboxes of the area's aggregates; `start` runs before any relay, `stop` after all of them.

    `finish` is what has to end between the consumer and the relays, since it still makes events.

    `body_limits` are by path, for paths that take more than usual.
    """

    routers: tuple[APIRouter, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    relays: tuple[Relay, ...] = ()
    background: tuple[Background, ...] = ()
    start: tuple[Step, ...] = ()
    finish: tuple[Step, ...] = ()
    stop: tuple[Step, ...] = ()
    body_limits: Mapping[str, BodyLimits] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Machinery:
    """What every area of a service leans on."""

    store: Store
    indexes: Iterable[Index]
    publisher: KafkaPublisher
    consumer: Consumer


def app_of(service: str, title: str, areas: Sequence[Area], health: Health, access: Access) -> FastAPI:
    """The service's HTTP application, put together from the routers of its areas."""
    limits = {path: limit for area in areas for path, limit in area.body_limits.items()}
    app = create_app(service, health, title=title, limits_by_path=limits)
    protect(app, access)
    for router in chain.from_iterable(area.routers for area in areas):
        app.include_router(router)
    return app


def parts_of(app: FastAPI, areas: Sequence[Area], machinery: Machinery) -> Parts:
    """What the process runs; start and stop in this order lose nothing."""
    relays = [relay for area in areas for relay in area.relays]

    async def indexes() -> None:
        await ensure_indexes(machinery.store, tuple(machinery.indexes))

    async def drain() -> None:
        await asyncio.gather(*(relay.stop() for relay in relays))

    async def close() -> None:
        machinery.store.close()

    starts = chain.from_iterable(area.start for area in areas)
    finishes = chain.from_iterable(area.finish for area in areas)
    stops = chain.from_iterable(area.stop for area in areas)
    works = chain.from_iterable(area.background for area in areas)
    publisher, consumer = machinery.publisher, machinery.consumer
    return Parts(
        app=app,
        start=(indexes, publisher.start, *starts, consumer.start),
        stop=(consumer.stop, *finishes, drain, *stops, publisher.stop, close),
        background=(*(relay.run for relay in relays), *works),
    )


def consuming_health(consumer: Consumer, loader: CredentialLoader | None = None) -> Health:
    """Ready once the consumer works and the keys of agencies are read; alive while the consumer makes progress."""
    health = Health()
    health.register("consumer", consumer.liveness, "live")
    health.register("consumer", consumer.readiness)
    if loader is not None:
        health.register("credentials", loader.check)
    return health
