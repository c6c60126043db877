"""What every area of intake stands on."""

from dataclasses import dataclass

from services.intake.adapters.activity.follow_ups import COLLECTION as FOLLOW_UPS
from services.intake.adapters.activity.follow_ups import AnnouncedDossiers, StoredFollowUps
from services.intake.adapters.agencies.event_register import COLLECTION as EVENTS
from services.intake.adapters.agencies.event_register import EventRegister
from services.intake.adapters.agencies.reservations import COLLECTION as RESERVATIONS
from services.intake.adapters.agencies.reservations import Reservations
from services.intake.adapters.dossiers.dossiers import COLLECTION, PRODUCER, StoredDossiers
from services.intake.adapters.dossiers.numbering import COLLECTION as NUMBERS
from services.intake.adapters.dossiers.numbering import Numbering
from services.intake.adapters.dossiers.vault import Vault
from services.intake.adapters.feed.feeding_publisher import FeedingPublisher
from services.intake.adapters.privacy.look_up_hashes import KeyedHashes
from services.intake.application.activity.survey_token import survey_tokens
from services.intake.application.terms import Terms
from services.intake.bootstrap.feed_ground import Feed, lay_feed
from services.intake.bootstrap.private_text import private_text
from services.intake.settings import IntakeSettings
from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock
from services.runtime.access_log import COLLECTION as ACCESS_LOG
from services.runtime.access_log import StoredAccessLog
from services.runtime.aggregates import AggregateStore, Relay
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.kafka import KafkaPublisher
from services.runtime.sealing import FieldCipher
from services.runtime.store import Store
from services.runtime.timers import COLLECTION as ALARMS
from services.runtime.timers import StoredAlarms

__all__ = ["Ground", "lay_ground"]


@dataclass(frozen=True, slots=True)
class Ground:
    """`addresses` limits what is open to all, per address; `relay` publishes what happens to dossiers."""

    settings: IntakeSettings
    store: Store
    publisher: KafkaPublisher
    relay: Relay
    terms: Terms
    dossiers: AnnouncedDossiers
    follow_ups: StoredFollowUps
    alarms: StoredAlarms
    numbering: Numbering
    reservations: Reservations
    register: EventRegister
    vault: Vault
    access_log: StoredAccessLog
    feed: Feed
    addresses: RateLimiter
    clock: Clock


def lay_ground(settings: IntakeSettings, store: Store, catalogue: Catalogue, clock: Clock) -> Ground:
    publisher = KafkaPublisher(settings.kafka_bootstrap, settings.namespace, "intake")
    aggregates = AggregateStore(store, COLLECTION, PRODUCER, clock)
    terms = Terms(catalogue)
    feed = lay_feed(store, terms, clock)
    relay = Relay(aggregates, FeedingPublisher(publisher, feed.tell), clock=clock)
    aggregates.on_committed = relay.feed
    alarms = StoredAlarms(store.collection(ALARMS), clock)
    follow_ups = StoredFollowUps(store.collection(FOLLOW_UPS), clock)
    numbering = Numbering(store.collection(NUMBERS), terms.first_number, clock=clock)
    return Ground(
        settings=settings,
        store=store,
        publisher=publisher,
        relay=relay,
        terms=terms,
        dossiers=AnnouncedDossiers(StoredDossiers(aggregates, alarms), follow_ups),
        follow_ups=follow_ups,
        alarms=alarms,
        numbering=numbering,
        reservations=Reservations(store.collection(RESERVATIONS), numbering, terms, clock),
        register=EventRegister(store.collection(EVENTS)),
        vault=_vault(settings),
        access_log=StoredAccessLog(store.collection(ACCESS_LOG), clock),
        feed=feed,
        addresses=RateLimiter(settings.lookups_per_second, 5 * settings.lookups_per_second),
        clock=clock,
    )


def _vault(settings: IntakeSettings) -> Vault:
    previous = settings.lookup_hash_key_previous
    hashes = KeyedHashes(
        settings.lookup_hash_key.get_secret_value().encode(),
        previous.get_secret_value().encode() if previous else None,
    )
    private = private_text(settings)

    def survey_token(code: str) -> str:
        return survey_tokens(private, code, "result")[0]

    return Vault(FieldCipher(settings.field_keys), settings.notifications_public_jwk, hashes, survey_token)
