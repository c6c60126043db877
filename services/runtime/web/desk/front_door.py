"""Opens a service's desk: who comes in, how long they stay, and the pages that every desk has."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Generic

from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.officer_settings import OfficerSettings
from services.runtime.officers.session_desk import SessionDesk
from services.runtime.officers.sign_in import SignIn
from services.runtime.officers.stored_accounts import COLLECTION as ACCOUNTS
from services.runtime.officers.stored_accounts import StoredAccounts
from services.runtime.officers.stored_attempts import COLLECTION as ATTEMPTS
from services.runtime.officers.stored_attempts import StoredAttempts
from services.runtime.officers.stored_sessions import COLLECTION as SESSIONS
from services.runtime.officers.stored_sessions import StoredSessions
from services.runtime.sealing import keyed_hash
from services.runtime.store import Database
from services.runtime.sweeper import Sweep
from services.runtime.web.desk.desk_routes import DeskRoutes
from services.runtime.web.desk.desk_site import DeskSite, W
from services.runtime.web.desk.own_account import add_own_account
from services.runtime.web.desk.sign_in_page import SignInPage, add_sign_in
from services.runtime.web.router import ApiRouter

__all__ = ["FORGET_EVERY", "Building", "FrontDoor", "open_front_door"]

FORGET_EVERY: Final = 600.0
"""Seconds between two sweeps of what has run out; nothing depends on them but the size of the store."""


@dataclass(frozen=True, slots=True)
class Building:
    """Where the door is: `hash_key` is what failed attempts are kept under, `scopes` what officers may do inside."""

    store: Database
    settings: OfficerSettings
    hash_key: bytes
    clock: Clock
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class FrontDoor(Generic[W]):
    """`routes` take the desk's pages, `sweeps` forget old sessions and attempts; the rest is for other ways in."""

    routes: DeskRoutes[W]
    accounts: StoredAccounts
    desk: SessionDesk
    page: SignInPage
    addresses: RateLimiter
    sweeps: tuple[Sweep, ...]


def open_front_door(
    router: ApiRouter,
    site: DeskSite[W],
    building: Building,
    agency_name: Callable[[AgencyCode], str],
    *,
    oidc: bool = False,
) -> FrontDoor[W]:
    """Adds signing in and out, the language and the own account to the router; `oidc`: there is a provider besides."""
    store, settings, clock = building.store, building.settings, building.clock
    accounts, attempts = StoredAccounts(store.collection(ACCOUNTS)), _attempts(building)
    sessions = StoredSessions(store.collection(SESSIONS))
    desk = SessionDesk(accounts, sessions, settings.session_limits, clock, building.scopes)
    page = SignInPage(site, oidc=oidc)
    # One browser signs in once a day; an office behind one address has many.
    addresses = RateLimiter(rate=1, burst=30)
    add_sign_in(router, SignIn(accounts, attempts, desk, settings.lock_rules, clock), addresses, page)
    routes = DeskRoutes(router, desk, site)
    add_own_account(routes, desk, agency_name)

    async def forget_attempts() -> int:
        return await attempts.forget_before(clock() - timedelta(seconds=settings.officer_lock_most_seconds))

    return FrontDoor(routes, accounts, desk, page, addresses, (desk.forget_old, forget_attempts))


def _attempts(building: Building) -> StoredAttempts:
    key = building.hash_key
    return StoredAttempts(building.store.collection(ATTEMPTS), lambda content: keyed_hash(key, content.hex()))
