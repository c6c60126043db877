"""Accounts, sign-in and sessions over a store in memory, with a clock that tests set."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.intake.domain.officers.roles import ROLES, SCOPES
from services.runtime.officers.account import AccountRules, OfficerAccount
from services.runtime.officers.lockout import LockRules
from services.runtime.officers.manage_officers import ManageOfficers
from services.runtime.officers.officer_session import OfficerSession
from services.runtime.officers.session import SessionLimits
from services.runtime.officers.session_desk import SessionDesk
from services.runtime.officers.sign_in import SignIn
from services.runtime.officers.stored_accounts import COLLECTION as ACCOUNTS
from services.runtime.officers.stored_accounts import StoredAccounts
from services.runtime.officers.stored_attempts import COLLECTION as ATTEMPTS
from services.runtime.officers.stored_attempts import StoredAttempts
from services.runtime.officers.stored_sessions import COLLECTION as SESSIONS
from services.runtime.officers.stored_sessions import StoredSessions
from services.runtime.sealing import keyed_hash
from tests.fakes.store import FakeStore
from tests.unit.intake.desk import at

PASSWORD = "correct horse battery"
LIMITS = SessionLimits(idle=timedelta(minutes=30), longest=timedelta(hours=10))
LOCK = LockRules(failures=3, first=timedelta(minutes=1), longest=timedelta(hours=1))


@dataclass
class Lobby:
    """One process; several over the same store are several replicas."""

    store: FakeStore = field(default_factory=FakeStore)
    now: datetime = field(default_factory=lambda: at("2026-11-23 08:00"))

    def __post_init__(self) -> None:
        accounts = StoredAccounts(self.store.collection(ACCOUNTS))
        sessions = StoredSessions(self.store.collection(SESSIONS))
        attempts = StoredAttempts(self.store.collection(ATTEMPTS), lambda content: keyed_hash(b"k" * 32, content.hex()))
        self.manage = ManageOfficers(accounts, sessions, attempts, AccountRules(ROLES, 12), self.clock)
        self.desk = SessionDesk(accounts, sessions, LIMITS, self.clock, SCOPES)
        self.sign_in = SignIn(accounts, attempts, self.desk, LOCK, self.clock)
        self.accounts, self.attempts = accounts, attempts

    def clock(self) -> datetime:
        return self.now

    def later(self, **delta: float) -> None:
        self.now += timedelta(**delta)

    async def hire(self, login: str = "mai", roles: tuple[str, ...] = ("receiver",)) -> OfficerAccount:
        return await self.manage.create(login, "Nguyễn Thị Mai", {"H90.01": roles}, password=PASSWORD)

    async def enter(self, login: str = "mai") -> OfficerSession:
        """The officer, signed in."""
        officer = await self.desk.recognise(await self.sign_in(login, PASSWORD))
        assert officer is not None
        return officer
