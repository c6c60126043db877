"""One-time codes: lost codes found again, phone numbers changed or released by citizens themselves."""

import secrets
from uuid import uuid4

from services.intake.adapters.dossiers.dossiers import COLLECTION as DOSSIERS
from services.intake.adapters.dossiers.dossiers import PRODUCER
from services.intake.adapters.privacy.challenges import COLLECTION, PHONES, ChallengeSealing, StoredChallenges
from services.intake.adapters.privacy.find_dossiers import FoundByHash
from services.intake.application.privacy.one_time_code import OneTimeCodes
from services.intake.application.privacy.own_contact import OwnContact
from services.intake.application.privacy.recover_codes import RecoverCodes
from services.intake.application.privacy.release_number import ReleaseNumber
from services.intake.bootstrap.ground import Ground
from services.intake.entrypoints.http.public.lost_code_page import add_lost_code_page, add_own_number_page
from services.intake.entrypoints.http.public.own_contact import add_own_contact
from services.intake.entrypoints.http.public.recover_codes import add_recover_codes
from services.intake.entrypoints.http.public.robots import add_robots
from services.runtime.aggregates import AggregateStore, Relay
from services.runtime.areas import Area
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.web import ApiRouter

__all__ = ["challenges_area"]

_DIGITS = 10**6


def challenges_area(ground: Ground) -> Area:
    """Before the look-up page, whose address takes any last part for a code."""
    router = ApiRouter(tags=["public"])
    settings = ground.settings
    aggregates = AggregateStore(ground.store, COLLECTION, PRODUCER, ground.clock)
    relay = Relay(aggregates, ground.publisher, clock=ground.clock)
    aggregates.on_committed = relay.feed
    codes = OneTimeCodes(
        StoredChallenges(aggregates, ground.store.collection(PHONES)),
        ChallengeSealing(ground.vault.hashes, settings.notifications_public_jwk),
        settings.challenge_rules,
        ground.clock,
        draw=lambda: f"{secrets.randbelow(_DIGITS):06}",
        name=lambda: uuid4().hex,
    )
    limit = settings.one_time_requests_per_minute
    addresses, seconds = RateLimiter(limit / 60, limit), settings.one_time_code_seconds
    recover, own = _recover(ground, codes), _own(ground, codes)
    add_recover_codes(router, recover, ground.terms, addresses, seconds)
    add_own_contact(router, own, addresses, seconds)
    add_lost_code_page(router, recover, ground.terms, addresses)
    add_own_number_page(router, own, addresses)
    add_robots(router)
    return Area(routers=(router,), relays=(relay,))


def _recover(ground: Ground, codes: OneTimeCodes) -> RecoverCodes:
    find = FoundByHash(ground.store.collection(DOSSIERS))
    return RecoverCodes(codes, ground.vault.hashes, find, ground.dossiers, ground.access_log)


def _own(ground: Ground, codes: OneTimeCodes) -> OwnContact:
    hashes = ground.vault.hashes
    release = ReleaseNumber(ground.dossiers, ground.vault, hashes, ground.clock)
    return OwnContact(codes, ground.dossiers, ground.vault, hashes, release, ground.access_log, ground.clock)
