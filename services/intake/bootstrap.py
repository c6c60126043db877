"""Wires intake once: store, relay, handlers, application, consumer."""

import asyncio
from dataclasses import dataclass

from services.intake.adapters.applicant_form import SealedApplicants
from services.intake.adapters.credentials import COLLECTION as CREDENTIALS
from services.intake.adapters.credentials import StoredCredentials
from services.intake.adapters.dossiers import COLLECTION, PRODUCER, StoredDossiers
from services.intake.adapters.event_register import COLLECTION as EVENTS
from services.intake.adapters.event_register import EventRegister
from services.intake.adapters.idempotency import IdempotencyKeys
from services.intake.adapters.inbound_events import StoredInboundEvents
from services.intake.adapters.indexes import INDEXES
from services.intake.adapters.numbering import Numbering
from services.intake.adapters.report_keys import ReportKeys
from services.intake.adapters.reservations import Reservations
from services.intake.adapters.vault import Vault
from services.intake.application.accept_submission import AcceptSubmission
from services.intake.application.access import Desk
from services.intake.application.apply_reports import ApplyReports
from services.intake.application.authenticate import Authenticator
from services.intake.application.change_dossier import ChangeDossier
from services.intake.application.file_dossier import FileDossier
from services.intake.application.follow_routes import FollowRoutes
from services.intake.application.issue_token import IssueToken
from services.intake.application.look_up import LookUp
from services.intake.application.receive_events import ReceiveEvents
from services.intake.application.representation import Representation
from services.intake.application.reserve_codes import ReserveCodes
from services.intake.application.terms import Terms
from services.intake.entrypoints.http.app import Handlers, Limits, intake_app
from services.intake.entrypoints.kafka import subscriptions
from services.intake.settings import IntakeSettings
from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock, utc_now
from services.runtime.aggregates import AggregateStore, Relay
from services.runtime.auth.access import Access
from services.runtime.auth.directory import KeyDirectory
from services.runtime.auth.loader import CredentialLoader
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.auth.tokens import TokenIssuer, TokenVerifier
from services.runtime.catalogue import read_catalogue
from services.runtime.health import Health
from services.runtime.kafka import Consumer, KafkaPublisher
from services.runtime.process import Parts
from services.runtime.sealing import FieldCipher
from services.runtime.store import Store, ensure_indexes

__all__ = ["Intake", "build", "wire"]

SERVICE = "intake"


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything that tests and other entry points may want to reach."""

    store: Store
    publisher: KafkaPublisher
    relay: Relay
    credential_relay: Relay
    loader: CredentialLoader
    consumer: Consumer
    terms: Terms
    numbering: Numbering
    reservations: Reservations
    register: EventRegister
    handlers: Handlers
    health: Health
    access: Access


async def build(settings: IntakeSettings) -> Parts:
    """What the process runs; start and stop in this order lose nothing."""
    store = await Store.open(settings.store_url, f"{settings.namespace}{SERVICE}")
    intake = wire(settings, store, read_catalogue(settings.catalogue_dir))

    async def indexes() -> None:
        await ensure_indexes(store, INDEXES)

    async def drain() -> None:
        await asyncio.gather(intake.relay.stop(), intake.credential_relay.stop())

    async def close() -> None:
        store.close()

    return Parts(
        app=intake_app(intake.handlers, intake.health, intake.access),
        start=(indexes, intake.publisher.start, intake.loader.start, intake.consumer.start),
        stop=(intake.consumer.stop, drain, intake.loader.stop, intake.publisher.stop, close),
        background=(intake.relay.run, intake.credential_relay.run, intake.loader.run),
    )


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the handlers stand on."""

    settings: IntakeSettings
    terms: Terms
    dossiers: StoredDossiers
    numbering: Numbering
    reservations: Reservations
    register: EventRegister
    vault: Vault
    clock: Clock


@dataclass(frozen=True, slots=True)
class _Agencies:
    """What agencies' software is known by, and where its reports go."""

    credentials: StoredCredentials
    relay: Relay
    directory: KeyDirectory
    publisher: KafkaPublisher


def wire(settings: IntakeSettings, store: Store, catalogue: Catalogue, clock: Clock = utc_now) -> Intake:
    """Connect the parts; nothing is started yet."""
    publisher = KafkaPublisher(settings.kafka_bootstrap, settings.namespace, SERVICE)
    aggregates = AggregateStore(store, COLLECTION, PRODUCER, clock)
    relay = Relay(aggregates, publisher, clock=clock)
    aggregates.on_committed = relay.feed
    ground = _ground(settings, store, StoredDossiers(aggregates), Terms(catalogue), clock)
    directory = KeyDirectory(FieldCipher(settings.credential_keys))
    loader = CredentialLoader(settings.kafka_bootstrap, settings.namespace, directory, clock)
    agencies = _agencies(store, directory, publisher, clock)
    handlers = subscriptions(_reports(ground, directory), _routes(ground))
    consumer = Consumer(SERVICE, settings.kafka_bootstrap, settings.namespace, handlers, publisher, store, clock)
    return Intake(
        store=store,
        publisher=publisher,
        relay=relay,
        credential_relay=agencies.relay,
        loader=loader,
        consumer=consumer,
        terms=ground.terms,
        numbering=ground.numbering,
        reservations=ground.reservations,
        register=ground.register,
        handlers=_handlers(ground, agencies, store),
        health=_health(consumer, loader),
        access=_access(settings, clock),
    )


def _ground(settings: IntakeSettings, store: Store, dossiers: StoredDossiers, terms: Terms, clock: Clock) -> _Ground:
    numbering = Numbering(store.collection("numbers"))
    return _Ground(
        settings=settings,
        terms=terms,
        dossiers=dossiers,
        numbering=numbering,
        reservations=Reservations(store.collection("reservations"), numbering, terms),
        register=EventRegister(store.collection(EVENTS)),
        vault=_vault(settings),
        clock=clock,
    )


def _agencies(store: Store, directory: KeyDirectory, publisher: KafkaPublisher, clock: Clock) -> _Agencies:
    credentials = AggregateStore(store, CREDENTIALS, PRODUCER, clock)
    relay = Relay(credentials, publisher, clock=clock)
    credentials.on_committed = relay.feed
    return _Agencies(StoredCredentials(credentials, clock), relay, directory, publisher)


def _reports(ground: _Ground, directory: KeyDirectory) -> ApplyReports:
    settings, bounds = ground.settings, ground.settings.time_bounds
    unsealing = SealedApplicants(settings.intake_private_jwk)
    return ApplyReports(
        Authenticator(directory, settings.signature_tolerance_seconds),
        ground.dossiers,
        ground.reservations,
        ground.register,
        AcceptSubmission(ground.terms, ground.vault, unsealing, bounds),
        ground.terms,
        bounds,
        ground.clock,
    )


def _routes(ground: _Ground) -> FollowRoutes:
    return FollowRoutes(ground.dossiers, ground.register, ground.terms, ground.clock)


def _handlers(ground: _Ground, agencies: _Agencies, store: Store) -> Handlers:
    represent = Representation(ground.terms)
    desk = Desk(ground.dossiers, ground.terms)
    keys = IdempotencyKeys(store.collection("idempotency_keys"))
    vault, bounds, clock = ground.vault, ground.settings.time_bounds, ground.clock
    events = StoredInboundEvents(store.collection(EVENTS))
    return Handlers(
        file_dossier=FileDossier(ground.terms, ground.numbering, keys, ground.dossiers, vault, bounds, clock),
        change=ChangeDossier(desk, ground.dossiers, ground.terms, vault, represent, bounds, clock),
        desk=desk,
        represent=represent,
        terms=ground.terms,
        issue_token=_issue_token(ground, agencies),
        receive_events=_receive_events(ground, agencies, events),
        inbound_events=events,
        reserve_codes=ReserveCodes(ground.reservations, ground.terms, clock),
        look_up=LookUp(ground.dossiers, ground.terms),
        limits=_limits(ground.settings),
    )


def _issue_token(ground: _Ground, agencies: _Agencies) -> IssueToken:
    settings = ground.settings
    issuer = TokenIssuer(settings.token_secret.get_secret_value(), settings.token_seconds, ground.clock)
    return IssueToken(agencies.credentials, issuer, agencies.relay.feed)


def _receive_events(ground: _Ground, agencies: _Agencies, events: StoredInboundEvents) -> ReceiveEvents:
    return ReceiveEvents(
        events,
        ReportKeys(agencies.directory, ground.clock),
        agencies.credentials,
        agencies.publisher,
        ground.settings.signature_tolerance_seconds,
        ground.clock,
    )


def _limits(settings: IntakeSettings) -> Limits:
    """A client needs one token in ten minutes; a batch of 500 reports must fit into the burst."""
    reports, lookups = settings.reports_per_second, settings.lookups_per_second
    return Limits(
        reports=RateLimiter(reports, max(500, 4 * reports)),
        tokens=RateLimiter(rate=1, burst=30),
        addresses=RateLimiter(lookups, 5 * lookups),
    )


def _vault(settings: IntakeSettings) -> Vault:
    hash_key = settings.lookup_hash_key.get_secret_value().encode()
    return Vault(FieldCipher(settings.field_keys), settings.notifications_public_jwk, hash_key)


def _access(settings: IntakeSettings, clock: Clock) -> Access:
    secrets = [settings.token_secret, settings.token_secret_previous]
    return Access(TokenVerifier([secret.get_secret_value() for secret in secrets if secret], clock))


def _health(consumer: Consumer, loader: CredentialLoader) -> Health:
    health = Health()
    health.register("consumer", consumer.liveness, "live")
    health.register("consumer", consumer.readiness)
    health.register("credentials", loader.check)
    return health
