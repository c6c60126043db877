"""Wires routing once: the ground that all stand on, then one area after the other."""

import asyncio
from itertools import chain

from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock, utc_now
from services.routing.adapters.indexes import INDEXES
from services.routing.bootstrap.clocks import clocks_area
from services.routing.bootstrap.desk import desk_area
from services.routing.bootstrap.foreign import foreign_area
from services.routing.bootstrap.ground import SERVICE, lay_ground
from services.routing.bootstrap.groups import groups_area
from services.routing.bootstrap.people import people_area
from services.routing.bootstrap.routes import routes_area
from services.routing.settings import RoutingSettings
from services.runtime.areas import Machinery, app_of, consuming_health, parts_of
from services.runtime.auth.access import access_of
from services.runtime.catalogue import read_catalogue
from services.runtime.kafka import Consumer
from services.runtime.kafka.limits import limits_of
from services.runtime.process import Parts
from services.runtime.store import Store

__all__ = ["build", "wire"]

_TITLE = "Liên Thông: luân chuyển hồ sơ / routing"


async def build(settings: RoutingSettings) -> Parts:
    """The store is reached here; the broker when the parts start."""
    catalogue = await asyncio.to_thread(read_catalogue, settings.catalogue_dir)
    return wire(settings, await Store.open(settings.store_url, f"{settings.namespace}{SERVICE}"), catalogue)


def wire(settings: RoutingSettings, store: Store, catalogue: Catalogue, clock: Clock = utc_now) -> Parts:
    """Connect the parts; nothing is started yet."""
    ground = lay_ground(settings, store, catalogue, clock)
    areas = (
        routes_area(ground),
        clocks_area(ground),
        foreign_area(ground),
        people_area(ground),
        groups_area(ground),
        desk_area(ground),
    )
    handlers = tuple(chain.from_iterable(area.subscriptions for area in areas))
    broker, limits = (settings.kafka_bootstrap, settings.namespace), limits_of(settings)
    consumer = Consumer(SERVICE, *broker, handlers, ground.publisher, store, clock, limits)
    health = consuming_health(consumer, ground.loader)
    health.register("signing", ground.books.registers.check)
    app = app_of(SERVICE, _TITLE, areas, health, access_of(settings, clock))
    return parts_of(app, areas, Machinery(store, INDEXES, ground.publisher, consumer))
