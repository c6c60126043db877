"""Agencies' software: credentials, the gateway for signed reports, code reservations, and what reports do."""

from dataclasses import dataclass

from services.intake.adapters.agencies.credentials import COLLECTION as CREDENTIALS
from services.intake.adapters.agencies.credentials import StoredCredentials
from services.intake.adapters.agencies.event_register import COLLECTION as EVENTS
from services.intake.adapters.agencies.inbound_events import StoredInboundEvents
from services.intake.adapters.agencies.report_keys import ReportKeys
from services.intake.adapters.delegations.alerts import COLLECTION as ALERTS
from services.intake.adapters.delegations.alerts import StoredAlerts
from services.intake.adapters.dossiers.applicant_form import SealedApplicants
from services.intake.adapters.dossiers.dossiers import PRODUCER
from services.intake.adapters.feed.telling_register import TellingRegister
from services.intake.application.agencies.accept_submission import AcceptSubmission
from services.intake.application.agencies.apply_reports import ApplyReports
from services.intake.application.agencies.authenticate import Authenticator
from services.intake.application.agencies.issue_token import IssueToken
from services.intake.application.agencies.receive_events import ReceiveEvents
from services.intake.application.agencies.reserve_codes import ReserveCodes
from services.intake.application.delegations.alert_missing import AlertMissingSigners
from services.intake.application.dossiers.file_dossier import FileDossier
from services.intake.application.dossiers.follow_routes import FollowRoutes
from services.intake.application.feed.tell_slips import TellSlips
from services.intake.application.groups.file_child import FileChild
from services.intake.application.groups.keep_groups import KeepGroups
from services.intake.application.groups.recall_children import RecallChildren
from services.intake.bootstrap.ground import Ground
from services.intake.entrypoints.http.agencies.post_event import add_post_event
from services.intake.entrypoints.http.agencies.post_event_batch import BATCH_LIMITS, BATCH_PATH, add_post_event_batch
from services.intake.entrypoints.http.agencies.read_event import add_read_event
from services.intake.entrypoints.http.agencies.reserve_codes import add_reserve_codes
from services.intake.entrypoints.http.agencies.token import add_token
from services.intake.entrypoints.kafka import subscriptions
from services.runtime.aggregates import AggregateStore, Relay
from services.runtime.areas import Area
from services.runtime.auth.directory import KeyDirectory
from services.runtime.auth.loader import CredentialLoader
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.auth.tokens import TokenIssuer
from services.runtime.sealing import FieldCipher
from services.runtime.web import ApiRouter

__all__ = ["Agencies", "agencies_area", "meet_agencies"]


@dataclass(frozen=True, slots=True)
class Agencies:
    """What agencies' software is known by; `relay` publishes credentials, `loader` follows what was published."""

    credentials: StoredCredentials
    relay: Relay
    directory: KeyDirectory
    loader: CredentialLoader


def meet_agencies(ground: Ground) -> Agencies:
    settings, clock = ground.settings, ground.clock
    directory = KeyDirectory(FieldCipher(settings.credential_keys))
    aggregates = AggregateStore(ground.store, CREDENTIALS, PRODUCER, clock)
    relay = Relay(aggregates, ground.publisher, clock=clock)
    aggregates.on_committed = relay.feed
    loader = CredentialLoader(settings.kafka_bootstrap, settings.namespace, directory, clock)
    return Agencies(StoredCredentials(aggregates, clock), relay, directory, loader)


def agencies_area(ground: Ground, agencies: Agencies, file_dossier: FileDossier) -> Area:
    """`file_dossier` files what routes ask for."""
    router = ApiRouter(tags=["agencies"])
    # A client needs one token in ten minutes.
    add_token(router, _issue_token(ground, agencies), RateLimiter(rate=1, burst=30), ground.addresses)
    events = StoredInboundEvents(ground.store.collection(EVENTS))
    receive, reports = _receive_events(ground, agencies, events), _report_limiter(ground)
    add_post_event(router, receive, reports)
    add_post_event_batch(router, receive, reports)
    add_read_event(router, events)
    add_reserve_codes(router, ReserveCodes(ground.reservations, ground.terms, ground.clock))
    return Area(
        routers=(router,),
        subscriptions=subscriptions(_reports(ground, agencies.directory), _routes(ground, file_dossier)),
        relays=(agencies.relay,),
        background=(agencies.loader.run,),
        start=(agencies.loader.start,),
        stop=(agencies.loader.stop,),
        body_limits={BATCH_PATH: BATCH_LIMITS},
    )


def _report_limiter(ground: Ground) -> RateLimiter:
    """A batch of 500 reports must fit into the burst."""
    reports = ground.settings.reports_per_second
    return RateLimiter(reports, max(500, 4 * reports))


def _reports(ground: Ground, directory: KeyDirectory) -> ApplyReports:
    settings, bounds = ground.settings, ground.settings.time_bounds
    unsealing = SealedApplicants(settings.intake_private_jwk)
    return ApplyReports(
        Authenticator(directory, settings.signature_tolerance_seconds),
        ground.dossiers,
        ground.reservations,
        TellingRegister(ground.register, ground.feed.tell),
        AcceptSubmission(ground.terms, ground.vault, unsealing, bounds),
        ground.terms,
        bounds,
        ground.clock,
    )


def _routes(ground: Ground, file_dossier: FileDossier) -> AlertMissingSigners:
    tell, dossiers, terms, clock = ground.feed.tell, ground.dossiers, ground.terms, ground.clock
    register = TellingRegister(ground.register, tell)
    file_child = FileChild(file_dossier, terms, ground.settings.time_bounds, clock)
    keep_groups = KeepGroups(dossiers, file_child, RecallChildren(dossiers, terms))
    follow = TellSlips(FollowRoutes(dossiers, register, terms, clock, keep_groups), tell)
    return AlertMissingSigners(follow, StoredAlerts(ground.store.collection(ALERTS)))


def _issue_token(ground: Ground, agencies: Agencies) -> IssueToken:
    settings = ground.settings
    issuer = TokenIssuer(settings.token_secret.get_secret_value(), settings.token_seconds, ground.clock)
    return IssueToken(agencies.credentials, issuer, agencies.relay.feed)


def _receive_events(ground: Ground, agencies: Agencies, events: StoredInboundEvents) -> ReceiveEvents:
    return ReceiveEvents(
        events,
        ReportKeys(agencies.directory, ground.clock),
        agencies.credentials,
        ground.publisher,
        ground.settings.signature_tolerance_seconds,
        ground.clock,
    )
