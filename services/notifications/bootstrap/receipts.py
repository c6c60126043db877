"""What providers report afterwards: parts and their messages, receipts that came too early or never."""

from dataclasses import dataclass
from datetime import timedelta

from services.kernel.times import Clock
from services.notifications.adapters.receipts.parked import COLLECTION as PARKED
from services.notifications.adapters.receipts.parked import StoredParkedReceipts
from services.notifications.adapters.receipts.part_book import COLLECTION as PARTS
from services.notifications.adapters.receipts.part_book import StoredPartBook
from services.notifications.application.receipts.give_up_waiting import GiveUpWaiting
from services.notifications.application.receipts.sweep_parked import SweepParked
from services.notifications.application.receipts.take_receipts import TakeReceipts
from services.notifications.application.receipts.track_parts import TrackParts
from services.notifications.settings import NotificationsSettings
from services.runtime.aggregates import AggregateStore
from services.runtime.areas import Area
from services.runtime.store import Database
from services.runtime.sweeper import Sweeper
from services.runtime.timers import COLLECTION as ALARMS
from services.runtime.timers import Ringing, StoredAlarms

__all__ = ["Receipts", "open_receipts", "receipts_area"]


@dataclass(frozen=True, slots=True)
class Receipts:
    """`take` is where providers bring them, `track` what goes with the record of an answer."""

    take: TakeReceipts
    track: TrackParts
    sweep: SweepParked
    ring: Ringing


def open_receipts(store: Database, messages: AggregateStore, patience: timedelta, clock: Clock) -> Receipts:
    """`patience` is how long a receipt waits for its part."""
    parts, parked = StoredPartBook(store.collection(PARTS)), StoredParkedReceipts(store.collection(PARKED), clock)
    alarms = StoredAlarms(store.collection(ALARMS), clock)
    take = TakeReceipts(messages, parts, parked, clock)
    return Receipts(
        take=take,
        track=TrackParts(parts, alarms, take),
        sweep=SweepParked(parked, take.unpark, patience, clock),
        ring=Ringing(alarms, GiveUpWaiting(messages), clock),
    )


def receipts_area(settings: NotificationsSettings, receipts: Receipts) -> Area:
    sweeper = Sweeper((receipts.sweep, receipts.ring), settings.sms_sweep_seconds)
    return Area(background=(sweeper.run,), finish=(sweeper.stop,))
