"""What every area of notifications stands on."""

import os
import socket
from dataclasses import dataclass
from uuid import uuid4

from services.kernel.times import Clock
from services.notifications.adapters.contacts import COLLECTION as CONTACTS
from services.notifications.adapters.contacts import StoredContacts
from services.notifications.adapters.pending import COLLECTION as PENDING
from services.notifications.adapters.pending import StoredPending
from services.notifications.adapters.sealed_contacts import SealedContacts
from services.notifications.adapters.sending.dossiers import COLLECTION as DOSSIERS
from services.notifications.adapters.sending.dossiers import StoredDossiers
from services.notifications.adapters.sending.search import COLLECTION
from services.notifications.adapters.template_files import TEMPLATES, read_wording
from services.notifications.application.awaited import AwaitedContacts
from services.notifications.application.feed import Feed
from services.notifications.application.receipts.ports import TakeIncoming
from services.notifications.application.recipients.keep_limits import KeepLimits
from services.notifications.bootstrap.queries import open_queries
from services.notifications.bootstrap.receipts import Receipts, open_receipts
from services.notifications.bootstrap.recipients import open_limits
from services.notifications.domain.wording import Wording
from services.notifications.entrypoints.kafka import SERVICE
from services.notifications.settings import NotificationsSettings
from services.runtime.aggregates import AggregateStore, Relay
from services.runtime.kafka import KafkaPublisher
from services.runtime.store import Store

__all__ = ["SERVICE", "Ground", "lay_ground"]


@dataclass(frozen=True, slots=True)
class Ground:
    """`feed` is what this process works on, `pending` what is left to be done by whichever; `owner` names the process.

    `relay` publishes what becomes of messages.
    """

    settings: NotificationsSettings
    store: Store
    publisher: KafkaPublisher
    messages: AggregateStore
    relay: Relay
    contacts: StoredContacts
    pending: StoredPending
    feed: Feed
    awaited: AwaitedContacts
    opening: SealedContacts
    wording: Wording
    dossiers: StoredDossiers
    limits: KeepLimits
    receipts: Receipts
    incoming: TakeIncoming
    owner: str
    clock: Clock


def lay_ground(settings: NotificationsSettings, store: Store, clock: Clock) -> Ground:
    """Raises TemplateError when a text cannot be sent."""
    publisher = KafkaPublisher(settings.kafka_bootstrap, settings.namespace, SERVICE)
    messages = AggregateStore(store, COLLECTION, SERVICE, clock)
    relay = Relay(messages, publisher, clock=clock)
    messages.on_committed = relay.feed
    feed = Feed()
    pending = StoredPending(store.collection(PENDING), clock)
    opening = SealedContacts(settings.notifications_private_jwk)
    return Ground(
        settings=settings,
        store=store,
        publisher=publisher,
        messages=messages,
        relay=relay,
        contacts=StoredContacts(store.collection(CONTACTS)),
        pending=pending,
        feed=feed,
        awaited=AwaitedContacts(feed),
        opening=opening,
        wording=read_wording(TEMPLATES, settings.lookup_url, settings.survey_url),
        dossiers=StoredDossiers(store.collection(DOSSIERS)),
        limits=open_limits(settings, store),
        receipts=open_receipts(store, messages, settings.policy.rules.confirm, clock),
        incoming=open_queries(store, messages, pending, feed, opening, clock),
        owner=_owner(),
        clock=clock,
    )


def _owner() -> str:
    """A name that no other process ever had, not even the one before on this machine."""
    return f"{socket.gethostname()}/{os.getpid()}/{uuid4().hex[:12]}"
