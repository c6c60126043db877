"""Wires notifications once: store, relay, handlers, worker, consumer."""

import os
import socket
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import uuid4

from services.kernel.times import Clock, utc_now
from services.notifications.adapters.contacts import COLLECTION as CONTACTS
from services.notifications.adapters.contacts import StoredContacts
from services.notifications.adapters.conversations import COLLECTION, StoredConversations
from services.notifications.adapters.file_provider import FileProvider
from services.notifications.adapters.indexes import INDEXES
from services.notifications.adapters.pending import COLLECTION as PENDING
from services.notifications.adapters.pending import StoredPending
from services.notifications.adapters.reserved_numbers import read_reserved_numbers
from services.notifications.adapters.sealed_contacts import SealedContacts
from services.notifications.adapters.template_files import TEMPLATES, read_wording
from services.notifications.application.accept_challenges import AcceptChallenges
from services.notifications.application.accept_events import AcceptEvents
from services.notifications.application.acceptance import Acceptance
from services.notifications.application.awaited import AwaitedContacts
from services.notifications.application.claim_messages import ClaimMessages
from services.notifications.application.feed import Feed
from services.notifications.application.hand_over import HandOver
from services.notifications.application.keep_contacts import KeepContacts
from services.notifications.application.ports import Provider
from services.notifications.application.prepare import Prepare
from services.notifications.application.read_messages import ReadMessages
from services.notifications.application.record_outcome import RecordOutcomes
from services.notifications.application.send_messages import SendMessages
from services.notifications.application.sweep_pending import SweepPending
from services.notifications.entrypoints.http.app import notifications_app
from services.notifications.entrypoints.kafka import SERVICE, subscriptions
from services.notifications.entrypoints.timers import Sweeper
from services.notifications.settings import NotificationsSettings
from services.runtime.aggregates import AggregateStore, Relay
from services.runtime.auth.access import access_of
from services.runtime.health import Health, Progress
from services.runtime.kafka import Consumer, KafkaPublisher
from services.runtime.kafka.limits import limits_of
from services.runtime.process import Parts
from services.runtime.store import Store, ensure_indexes

__all__ = ["COLLECTION", "Notifications", "build", "wire"]

# Of the time to drain, answers of the provider get at most this part: the relay needs the rest.
_SENDING_SHARE: Final = 0.4


@dataclass(frozen=True, slots=True)
class Notifications:
    """Everything that tests and other entry points may want to reach."""

    store: Store
    publisher: KafkaPublisher
    relay: Relay
    consumer: Consumer
    feed: Feed
    sender: SendMessages
    sweep: SweepPending
    read: ReadMessages
    progress: Progress


async def build(settings: NotificationsSettings) -> Parts:
    """What the process runs; start and stop in this order lose nothing."""
    provider = file_provider(settings, utc_now)
    store = await Store.open(settings.store_url, f"{settings.namespace}{SERVICE}")
    wired = wire(settings, store, provider)
    sweeper = Sweeper(wired.sweep, settings.sms_sweep_seconds)

    async def indexes() -> None:
        await ensure_indexes(store, INDEXES)

    async def finish_sending() -> None:
        await wired.sender.stop(timedelta(seconds=settings.drain_seconds * _SENDING_SHARE))

    async def drain() -> None:
        await wired.relay.stop()

    async def close() -> None:
        store.close()
        provider.close()

    return Parts(
        app=notifications_app(_health(wired), access_of(settings, utc_now), wired.read),
        start=(indexes, wired.publisher.start, wired.consumer.start),
        stop=(wired.consumer.stop, sweeper.stop, finish_sending, drain, wired.publisher.stop, close),
        background=(wired.relay.run, wired.sender.run, sweeper.run),
    )


def file_provider(settings: NotificationsSettings, clock: Clock) -> FileProvider:
    """The one provider of this version."""
    return FileProvider(settings.sms_file, fsync=settings.sms_fsync, scripts=read_reserved_numbers(), clock=clock)


def wire(settings: NotificationsSettings, store: Store, provider: Provider, clock: Clock = utc_now) -> Notifications:
    """Connect the parts; nothing is started yet. Raises TemplateError when a text cannot be sent."""
    publisher = KafkaPublisher(settings.kafka_bootstrap, settings.namespace, SERVICE)
    messages = AggregateStore(store, COLLECTION, SERVICE, clock)
    relay = Relay(messages, publisher, clock=clock)
    messages.on_committed = relay.feed
    feed = Feed()
    awaited, pending = AwaitedContacts(feed), StoredPending(store.collection(PENDING), clock)
    contacts = StoredContacts(store.collection(CONTACTS))
    progress = Progress(settings.stall_seconds, lambda: len(feed))
    policy = settings.policy
    claims = ClaimMessages(messages, contacts, pending, awaited, _prepare(settings, provider), policy, _owner(), clock)
    record = RecordOutcomes(messages, pending, feed, policy, clock)
    acceptance = Acceptance(messages, pending, feed, clock)
    accept = AcceptEvents(acceptance, clock, settings.contact_patience)
    handlers = subscriptions(accept, KeepContacts(contacts, awaited), AcceptChallenges(acceptance, clock))
    return Notifications(
        store=store,
        publisher=publisher,
        relay=relay,
        consumer=Consumer(
            SERVICE,
            settings.kafka_bootstrap,
            settings.namespace,
            handlers,
            publisher,
            store,
            clock,
            limits_of(settings),
        ),
        feed=feed,
        sender=SendMessages(feed, claims, HandOver(provider, record, policy.provider, clock), policy, progress),
        sweep=SweepPending(pending, feed, clock),
        read=ReadMessages(messages, StoredConversations(store.collection(COLLECTION))),
        progress=progress,
    )


def _prepare(settings: NotificationsSettings, provider: Provider) -> Prepare:
    wording = read_wording(TEMPLATES, settings.lookup_url)
    return Prepare(SealedContacts(settings.notifications_private_jwk), wording, settings.tariff, provider.name)


def _owner() -> str:
    """A name that no other process ever had, not even the one before on this machine."""
    return f"{socket.gethostname()}/{os.getpid()}/{uuid4().hex[:12]}"


def _health(wired: Notifications) -> Health:
    health = Health()
    health.register("consumer", wired.consumer.readiness)
    health.register("consumer", wired.consumer.liveness, "live")
    health.register("sender", wired.progress.check, "live")
    return health
