"""Creates, changes and disables officers' accounts, for operators and admins; passwords are never kept readable."""

from collections.abc import Callable, Mapping, Sequence

from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock
from services.runtime.auth.passwords import SecretHasher
from services.runtime.failures import PermanentError, TransientError
from services.runtime.officers.account import AccountRules, OfficerAccount, read_agency, read_login, read_roles
from services.runtime.officers.ports import Accounts, AttemptLog, Sessions

__all__ = ["ManageOfficers"]

_ATTEMPTS = 3


class ManageOfficers:
    """Needs the store alone."""

    def __init__(
        self, accounts: Accounts, sessions: Sessions, attempts: AttemptLog, rules: AccountRules, clock: Clock
    ) -> None:
        self._accounts = accounts
        self._sessions = sessions
        self._attempts = attempts
        self._rules = rules
        self._clock = clock
        self._hasher = SecretHasher()

    async def create(
        self,
        login: str,
        name: str,
        postings: Mapping[str, Sequence[str]],
        *,
        password: str | None = None,
        subject: str | None = None,
    ) -> OfficerAccount:
        """`postings` are roles by agency; `subject` is issuer|sub of the OIDC provider.

        Raises PermanentError(login_invalid | login_taken | agency_required | code_invalid | role_unknown |
        role_required | password_too_short | password_required).
        """
        checked, wanted = read_login(login), _postings(postings, self._rules.roles)
        if password is None and subject is None:
            raise PermanentError("password_required", remedy="give a password, or the subject of the OIDC provider")
        hashed = await self._hash(checked, password) if password is not None else None
        account = OfficerAccount(checked, name.strip() or checked, wanted, self._clock(), hashed, subject)
        if not await self._accounts.add(account):
            raise PermanentError("login_taken", remedy="choose another login or subject")
        return account

    async def change_password(self, login: str, password: str) -> OfficerAccount:
        """Ends every session of the officer. Raises PermanentError(officer_unknown | password_too_short)."""
        hashed = await self._hash(login, password)
        account = await self._change(login, lambda before: before.with_password(hashed))
        await self._sessions.end_all(account.login)
        await self._attempts.clear(account.login)
        return account

    async def disable(self, login: str) -> OfficerAccount:
        """Raises PermanentError(officer_unknown)."""
        account = await self._change(login, lambda before: before.disabled(self._clock()))
        await self._sessions.end_all(account.login)
        return account

    async def unlock(self, login: str) -> OfficerAccount:
        """Forget failed attempts. Raises PermanentError(officer_unknown)."""
        account = await self._known(login)
        await self._attempts.clear(account.login)
        return account

    async def list_all(self) -> list[OfficerAccount]:
        return await self._accounts.list_all()

    async def _hash(self, login: str, password: str) -> str:
        if len(password) < self._rules.shortest or password.strip().lower() == login:
            raise PermanentError("password_too_short", shortest=self._rules.shortest)
        return await self._hasher.hash(password)

    async def _known(self, login: str) -> OfficerAccount:
        account = await self._accounts.load(login.strip().lower())
        if account is None:
            raise PermanentError("officer_unknown")
        return account

    async def _change(self, login: str, change: Callable[[OfficerAccount], OfficerAccount]) -> OfficerAccount:
        for _ in range(_ATTEMPTS):
            before = await self._known(login)
            after = change(before)
            if after is before or await self._accounts.replace(before, after):
                return after
        raise TransientError("officer_contended")


def _postings(postings: Mapping[str, Sequence[str]], known: tuple[str, ...]) -> dict[AgencyCode, tuple[str, ...]]:
    if not postings:
        raise PermanentError("agency_required", remedy="name at least one agency with its roles")
    return {read_agency(agency): read_roles(roles, known) for agency, roles in postings.items()}
