"""Officers' accounts at the desk of a service, managed straight on its store; the service need not run."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from getpass import getpass
from typing import Final

from services.intake.domain.officers.roles import ROLES as DESK_ROLES
from services.kernel.times import utc_now
from services.routing.domain.desk.roles import ROLES as AGENCY_ROLES
from services.runtime.failures import PermanentError
from services.runtime.officers import stored_accounts, stored_attempts, stored_sessions
from services.runtime.officers.account import AccountRules
from services.runtime.officers.manage_officers import ManageOfficers
from services.runtime.sealing import keyed_hash
from services.runtime.store import Store, ensure_indexes
from services.stats.domain.dashboard.roles import ROLES as STATS_ROLES

__all__ = ["OfficerPlace", "opened_officers", "read_password"]

_ROLES: Final = {"intake": DESK_ROLES, "routing": AGENCY_ROLES, "stats": STATS_ROLES}


@dataclass(frozen=True, slots=True)
class OfficerPlace:
    """The installation; `hash_key` is the text of the key under which the service keeps failed attempts.

    intake: LIENTHONG_LOOKUP_HASH_KEY; routing and stats: LIENTHONG_TOKEN_SECRET.
    """

    store_url: str = field(repr=False)
    namespace: str = ""
    hash_key: str = field(default="", repr=False)
    shortest: int = 12
    service: str = "intake"


@asynccontextmanager
async def opened_officers(place: OfficerPlace) -> AsyncIterator[ManageOfficers]:
    """Raises TransientError when the store cannot be reached."""
    key = place.hash_key.encode()
    store = await Store.open(place.store_url, f"{place.namespace}{place.service}")
    try:
        await ensure_indexes(store, stored_accounts.INDEXES)
        yield ManageOfficers(
            stored_accounts.StoredAccounts(store.collection(stored_accounts.COLLECTION)),
            stored_sessions.StoredSessions(store.collection(stored_sessions.COLLECTION)),
            stored_attempts.StoredAttempts(
                store.collection(stored_attempts.COLLECTION), lambda content: keyed_hash(key, content.hex())
            ),
            AccountRules(_ROLES[place.service], place.shortest),
            utc_now,
        )
    finally:
        store.close()


def read_password() -> str:
    """From a prompt, twice, or the first line of standard input; never an argument, which every process could read.

    Raises PermanentError(passwords_differ).
    """
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass("Password: ")
    if getpass("Again: ") != password:
        raise PermanentError("passwords_differ", remedy="type the same password twice")
    return password
