"""Officers: accounts, signing in, sessions, and the desk's pages."""

from datetime import timedelta
from typing import Final

from services.intake.adapters.officers.errands import COLLECTION as ERRANDS
from services.intake.adapters.officers.errands import StoredErrands
from services.intake.application.officers.oidc_sign_in import IdentityProvider, OidcSignIn
from services.intake.bootstrap.ground import Ground
from services.intake.bootstrap.officer_pages import Hands, add_officer_pages
from services.intake.domain.officers.roles import SCOPES
from services.intake.entrypoints.http.officers.desk import DESK, DeskRoutes
from services.intake.entrypoints.http.officers.oidc_pages import OIDC_RETURN, add_oidc_pages
from services.runtime.areas import Area
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.officers.session_desk import SessionDesk
from services.runtime.officers.sign_in import SignIn
from services.runtime.officers.stored_accounts import COLLECTION as ACCOUNTS
from services.runtime.officers.stored_accounts import StoredAccounts
from services.runtime.officers.stored_attempts import COLLECTION as ATTEMPTS
from services.runtime.officers.stored_attempts import StoredAttempts
from services.runtime.officers.stored_sessions import COLLECTION as SESSIONS
from services.runtime.officers.stored_sessions import StoredSessions
from services.runtime.sealing import keyed_hash
from services.runtime.sweeper import Sweeper
from services.runtime.web import ApiRouter
from services.runtime.web.desk.own_account import add_own_account
from services.runtime.web.desk.sign_in_page import SignInPage, add_sign_in

__all__ = ["officers_area"]

_LONGEST_ERRAND: Final = timedelta(minutes=10)
_FORGET_EVERY: Final = 600.0
"""Seconds between two sweeps of what has run out; nothing depends on them but the size of the store."""


def officers_area(ground: Ground, hands: Hands) -> Area:
    router = ApiRouter(tags=["officers"])
    settings, store, clock = ground.settings, ground.store, ground.clock
    accounts, attempts = StoredAccounts(store.collection(ACCOUNTS)), _attempts(ground)
    desk = SessionDesk(accounts, StoredSessions(store.collection(SESSIONS)), settings.session_limits, clock, SCOPES)
    sign_in = SignIn(accounts, attempts, desk, settings.lock_rules, clock)
    # One browser signs in once a day; an office behind one address has many.
    addresses, errands = RateLimiter(rate=1, burst=30), StoredErrands(store.collection(ERRANDS))
    page = SignInPage(DESK, oidc=bool(settings.oidc_issuer))
    add_sign_in(router, sign_in, addresses, page)
    if settings.oidc_issuer:
        add_oidc_pages(router, OidcSignIn(_provider(ground), errands, accounts, desk, clock), addresses, page)
    routes = DeskRoutes(router, desk, DESK)
    add_own_account(routes, desk, ground.terms.agency_name)
    add_officer_pages(routes, ground, hands)

    async def forget_attempts() -> int:
        return await attempts.forget_before(clock() - timedelta(seconds=settings.officer_lock_most_seconds))

    async def forget_errands() -> int:
        return await errands.forget_before(clock() - _LONGEST_ERRAND)

    sweeper = Sweeper((desk.forget_old, forget_attempts, forget_errands), _FORGET_EVERY)
    return Area(routers=(router,), background=(sweeper.run,), stop=(sweeper.stop,))


def _provider(ground: Ground) -> IdentityProvider:
    from services.intake.adapters.officers.oidc_provider import (  # noqa: PLC0415 most installations never load authlib
        OidcClient,
        OidcProvider,
    )

    settings = ground.settings
    back = f"{settings.public_url}{OIDC_RETURN}"
    client = OidcClient(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret, back)
    return OidcProvider(client, ground.clock)


def _attempts(ground: Ground) -> StoredAttempts:
    key = ground.settings.lookup_hash_key.get_secret_value().encode()
    return StoredAttempts(ground.store.collection(ATTEMPTS), lambda content: keyed_hash(key, content.hex()))
