"""What exchange with foreign systems stands on; it must be there before routes publish anything."""

from dataclasses import dataclass

from services.kernel.catalogue import Systems
from services.routing.adapters.foreign.leg_agencies import StoredLegAgencies
from services.routing.adapters.foreign.lines import LINES, StoredLines
from services.routing.adapters.foreign.queue import QUEUE, SENT, StoredQueue
from services.routing.adapters.foreign.queueing_publisher import QueueingPublisher
from services.routing.application.foreign.queue_progress import QueueProgress
from services.runtime.aggregates import AggregateStore
from services.runtime.kafka.records import Publisher
from services.runtime.store import Store

__all__ = ["Foreign", "lay_foreign", "publishing_to"]


@dataclass(frozen=True, slots=True)
class Foreign:
    systems: Systems
    queue: StoredQueue
    lines: StoredLines


def lay_foreign(store: Store, systems: Systems) -> Foreign:
    queue = StoredQueue(store.collection(QUEUE), store.collection(SENT))
    return Foreign(systems, queue, StoredLines(store.collection(LINES)))


def publishing_to(publisher: Publisher, foreign: Foreign, routes: AggregateStore) -> Publisher:
    """Where no system is declared, events go straight to the broker."""
    if not len(foreign.systems):
        return publisher
    return QueueingPublisher(publisher, QueueProgress(foreign.systems, foreign.queue, StoredLegAgencies(routes)))
