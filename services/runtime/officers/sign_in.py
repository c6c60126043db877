"""Signs an officer in with login and password."""

from services.kernel.times import Clock
from services.runtime.auth.passwords import SecretHasher
from services.runtime.failures import PermanentError
from services.runtime.metrics import METRICS
from services.runtime.officers.account import OfficerAccount, read_login
from services.runtime.officers.lockout import Attempts, LockRules
from services.runtime.officers.ports import Accounts, AttemptLog
from services.runtime.officers.session_desk import SessionDesk
from services.runtime.problems import Problem

__all__ = ["SignIn"]

_ATTEMPTS = 16


class SignIn:
    """Unknown, disabled and mistyped are answered alike and take alike; so are locked logins, known or not."""

    def __init__(
        self, accounts: Accounts, attempts: AttemptLog, desk: SessionDesk, rules: LockRules, clock: Clock
    ) -> None:
        self._accounts = accounts
        self._attempts = attempts
        self._desk = desk
        self._rules = rules
        self._clock = clock
        self._hasher = SecretHasher()

    async def __call__(self, login: str, password: str, former_token: str | None = None) -> str:
        """Return the token of the new session. Raises Problem(sign_in_failed | sign_in_locked)."""
        name = _readable(login)
        # Counted before the password is looked at: parallel guesses cannot share one count.
        await self._count(name)
        account = await self._accounts.load(name)
        fits = await self._fits(account, password)
        if account is None or not fits:
            METRICS.tokens_refused.labels("sign_in_failed").inc()
            raise Problem("sign_in_failed")
        await self._attempts.clear(name)
        return await self._desk.open(account, former_token)

    async def _count(self, login: str) -> None:
        for _ in range(_ATTEMPTS):
            before = await self._attempts.load(login)
            self._refuse_locked(before)
            if await self._attempts.record(login, before, before.failed(self._clock(), self._rules)):
                return
        raise Problem("sign_in_failed")

    def _refuse_locked(self, attempts: Attempts) -> None:
        now = self._clock()
        if attempts.locked_until is not None and attempts.locked(now):
            METRICS.tokens_refused.labels("sign_in_locked").inc()
            minutes = int((attempts.locked_until - now).total_seconds() // 60) + 1
            raise Problem("sign_in_locked", minutes=minutes)

    async def _fits(self, account: OfficerAccount | None, password: str) -> bool:
        hashes = [account.password_hash] if account and account.password_hash and not account.disabled_at else []
        return await self._hasher.verify(hashes, password)


def _readable(login: str) -> str:
    """A login that cannot exist is counted like any other."""
    try:
        return read_login(login)
    except PermanentError:
        return login.strip().lower()[:64]
