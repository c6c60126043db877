"""Wires notifications once: the ground that all stand on, then one area after the other."""

from dataclasses import dataclass
from itertools import chain

from services.kernel.times import Clock, utc_now
from services.notifications.adapters.indexes import INDEXES
from services.notifications.bootstrap.callbacks import callbacks_area
from services.notifications.bootstrap.digest import digest_area
from services.notifications.bootstrap.ground import SERVICE, Ground, lay_ground
from services.notifications.bootstrap.messages import messages_area
from services.notifications.bootstrap.providers import open_carriers
from services.notifications.bootstrap.receipts import receipts_area
from services.notifications.bootstrap.recipients import recipients_area
from services.notifications.bootstrap.sending import Sending, open_sending, sending_area
from services.notifications.bootstrap.texts import texts_area
from services.notifications.settings import NotificationsSettings
from services.runtime.areas import Area, Machinery, app_of, consuming_health, parts_of
from services.runtime.auth.access import access_of
from services.runtime.kafka import Consumer
from services.runtime.kafka.limits import limits_of
from services.runtime.process import Parts
from services.runtime.store import Store

__all__ = ["Notifications", "build", "wire"]

_TITLE = "Liên Thông: thông báo / notifications"


@dataclass(frozen=True, slots=True)
class Notifications:
    """Everything that tests and other entry points may want to reach."""

    ground: Ground
    sending: Sending
    areas: tuple[Area, ...]
    consumer: Consumer

    def parts(self) -> Parts:
        """What the process runs; start and stop in this order lose nothing."""
        ground = self.ground
        health = consuming_health(self.consumer)
        health.register("sender", self.sending.progress.check, "live")
        app = app_of(SERVICE, _TITLE, self.areas, health, access_of(ground.settings, ground.clock))
        return parts_of(app, self.areas, Machinery(ground.store, INDEXES, ground.publisher, self.consumer))


async def build(settings: NotificationsSettings) -> Parts:
    return wire(settings, await Store.open(settings.store_url, f"{settings.namespace}{SERVICE}")).parts()


def wire(settings: NotificationsSettings, store: Store, clock: Clock = utc_now) -> Notifications:
    """Connect the parts; nothing is started yet. Raises TemplateError or ProvidersError."""
    ground = lay_ground(settings, store, clock)
    sending = open_sending(ground, open_carriers(ground))
    areas = (
        messages_area(ground),
        texts_area(ground, sending.carriers),
        receipts_area(settings, ground.receipts),
        callbacks_area(ground),
        recipients_area(store, clock),
        digest_area(ground),
        sending_area(ground, sending),
    )
    handlers = tuple(chain.from_iterable(area.subscriptions for area in areas))
    consumer = Consumer(
        SERVICE,
        settings.kafka_bootstrap,
        settings.namespace,
        handlers,
        ground.publisher,
        store,
        clock,
        limits_of(settings),
    )
    return Notifications(ground, sending, areas, consumer)
