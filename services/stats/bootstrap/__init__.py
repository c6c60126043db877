"""Wires the service once: the ground that all stand on, then one area after the other."""

import asyncio
from dataclasses import replace
from itertools import chain

from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock, utc_now
from services.runtime.areas import Machinery, app_of, consuming_health, parts_of
from services.runtime.auth.access import access_of
from services.runtime.catalogue import read_catalogue
from services.runtime.kafka import Consumer, KafkaPublisher
from services.runtime.kafka.limits import limits_of
from services.runtime.process import Parts
from services.runtime.store.store import Store
from services.stats.adapters.indexes import INDEXES
from services.stats.bootstrap.benchmarks import benchmarks_area
from services.stats.bootstrap.counting import counting_area
from services.stats.bootstrap.dashboard import dashboard_area
from services.stats.bootstrap.ground import lay_ground, opened, wire
from services.stats.bootstrap.measures import measures_area
from services.stats.bootstrap.obstacles import obstacles_area
from services.stats.bootstrap.papers import papers_area
from services.stats.bootstrap.reports import reports_area
from services.stats.settings import BATCH_RECORDS, HANDLER_SECONDS, SERVICE, Settings, database_of

__all__ = ["assemble", "build", "opened", "wire"]

_TITLE = "Liên Thông: thống kê / statistics"


async def build(settings: Settings) -> Parts:
    """The store is reached here; the broker when the parts start."""
    catalogue = await asyncio.to_thread(read_catalogue, settings.catalogue_dir)
    return assemble(settings, await Store.open(settings.store_url, database_of(settings.namespace)), catalogue)


def assemble(settings: Settings, store: Store, catalogue: Catalogue, clock: Clock = utc_now) -> Parts:
    """Connect the parts; nothing is started yet."""
    ground = lay_ground(settings, store, catalogue, clock)
    areas = (
        counting_area(ground),
        reports_area(ground),
        obstacles_area(ground),
        papers_area(ground),
        benchmarks_area(ground),
        dashboard_area(ground),
        measures_area(ground),
    )
    publisher = KafkaPublisher(settings.kafka_bootstrap, settings.namespace, SERVICE)
    handlers = tuple(chain.from_iterable(area.subscriptions for area in areas))
    limits = replace(limits_of(settings), batch_records=BATCH_RECORDS, handler_seconds=HANDLER_SECONDS)
    consumer = Consumer(
        SERVICE, settings.kafka_bootstrap, settings.namespace, handlers, publisher, store, clock, limits
    )
    app = app_of(SERVICE, _TITLE, areas, consuming_health(consumer), access_of(settings, clock))
    return parts_of(app, areas, Machinery(store, INDEXES, publisher, consumer))
