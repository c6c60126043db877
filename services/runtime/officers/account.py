"""An officer's local account: where the officer serves, in which roles, and how the officer proves it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from services.kernel.agency_code import AgencyCode, parse_agency_code
from services.kernel.code_error import CodeError
from services.runtime.failures import PermanentError

__all__ = ["AccountRules", "OfficerAccount", "read_agency", "read_login", "read_roles"]

_LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")

Postings = Mapping[AgencyCode, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class AccountRules:
    """The roles that a service knows, and the least length of a password in characters."""

    roles: tuple[str, ...]
    shortest: int


@dataclass(frozen=True, slots=True)
class OfficerAccount:
    """`postings` are the roles by agency; `subject` is issuer|sub of an OIDC provider.

    Without `password_hash` only the provider signs the officer in. A change of `epoch` ends every open session.
    """

    login: str
    name: str
    postings: Postings
    created_at: datetime
    password_hash: str | None = field(default=None, repr=False)
    subject: str | None = None
    disabled_at: datetime | None = None
    epoch: int = 1

    @property
    def agencies(self) -> tuple[AgencyCode, ...]:
        return tuple(sorted(self.postings))

    def roles_at(self, agency: AgencyCode) -> tuple[str, ...]:
        """Empty for an agency where the officer does not serve."""
        return tuple(self.postings.get(agency, ()))

    def with_password(self, password_hash: str) -> "OfficerAccount":
        return replace(self, password_hash=password_hash, epoch=self.epoch + 1)

    def disabled(self, at: datetime) -> "OfficerAccount":
        """Nothing that opens the account is kept; doing it twice changes nothing."""
        if self.disabled_at is not None:
            return self
        return replace(self, password_hash=None, subject=None, disabled_at=at, epoch=self.epoch + 1)


def read_login(text: str) -> str:
    """The form in which a login is kept. Raises PermanentError(login_invalid)."""
    login = text.strip().lower()
    if not _LOGIN.fullmatch(login):
        raise PermanentError("login_invalid")
    return login


def read_roles(names: Iterable[str], known: tuple[str, ...]) -> tuple[str, ...]:
    """In the order of the `known` ones. Raises PermanentError(role_unknown | role_required)."""
    wanted = set(names)
    if not wanted:
        raise PermanentError("role_required")
    if not wanted <= set(known):
        raise PermanentError("role_unknown")
    return tuple(role for role in known if role in wanted)


def read_agency(text: str) -> AgencyCode:
    """Raises PermanentError(code_invalid)."""
    try:
        return parse_agency_code(text)
    except CodeError as error:
        raise PermanentError("code_invalid", problem=error.reason, remedy=error.remedy) from error
