"""Opens, recognises and ends sessions of officers."""

from datetime import timedelta

from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock
from services.runtime.failures import PermanentError
from services.runtime.officers.account import OfficerAccount
from services.runtime.officers.officer_session import OfficerSession
from services.runtime.officers.ports import Accounts, Sessions
from services.runtime.officers.session import Session, SessionLimits
from services.runtime.officers.tokens import new_token, session_id_of

__all__ = ["SessionDesk"]

_SEEN_EVERY = 30
"""A session's last request is written this many times in its idle time, not with every request."""


class SessionDesk:
    """Every sign-in makes a new token, and a password change or a disabled account ends all of its sessions."""

    def __init__(
        self,
        accounts: Accounts,
        sessions: Sessions,
        limits: SessionLimits,
        clock: Clock,
        scopes: frozenset[str] = frozenset(),
    ) -> None:
        self._accounts = accounts
        self._sessions = sessions
        self._limits = limits
        self._clock = clock
        self._scopes = scopes

    async def open(self, account: OfficerAccount, former_token: str | None = None) -> str:
        """Return the token of a new session; the one that the browser came with is ended."""
        if former_token:
            await self.end(former_token)
        token, now = new_token(), self._clock()
        agency = account.agencies[0]
        await self._sessions.save(Session(session_id_of(token), account.login, agency, account.epoch, now, now))
        return token

    async def recognise(self, token: str | None) -> OfficerSession | None:
        """None when the token opens nothing (any more)."""
        session = await self._sessions.load(session_id_of(token)) if token else None
        if token is None or session is None:
            return None
        account = await self._accounts.load(session.login)
        if account is None or not session.lasts(self._clock(), self._limits) or not session.belongs_to(account):
            await self._sessions.end(session.id)
            return None
        await self._note(session)
        roles = account.roles_at(session.agency)
        return OfficerSession(session, account.name, roles, account.agencies, self._scopes, token)

    async def act_for(self, officer: OfficerSession, agency: AgencyCode) -> None:
        """Raises PermanentError(agency_not_allowed)."""
        if agency not in officer.agencies:
            raise PermanentError("agency_not_allowed", agency=agency)
        session = officer.session
        await self._sessions.save(
            Session(session.id, session.login, agency, session.epoch, session.opened_at, self._clock())
        )

    async def end(self, token: str) -> None:
        await self._sessions.end(session_id_of(token))

    async def list_own(self, officer: OfficerSession) -> list[Session]:
        now = self._clock()
        return [each for each in await self._sessions.of(officer.login) if each.lasts(now, self._limits)]

    async def end_own(self, officer: OfficerSession, id_: str) -> None:
        """Another of the officer's own sessions; of others' nothing happens."""
        if any(each.id == id_ for each in await self._sessions.of(officer.login)):
            await self._sessions.end(id_)

    async def forget_old(self) -> int:
        """Remove what has run out; returns how many."""
        return await self._sessions.forget_before(self._clock() - self._limits.longest)

    async def _note(self, session: Session) -> None:
        now = self._clock()
        if now - session.seen_at >= max(self._limits.idle / _SEEN_EVERY, timedelta(seconds=1)):
            await self._sessions.seen(session, now)
