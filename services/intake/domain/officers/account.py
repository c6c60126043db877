"""An officer's local account: where the officer serves, in which roles, and how the officer proves it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from services.intake.domain.errors import RuleError
from services.kernel.agency_code import AgencyCode

__all__ = ["ROLES", "OfficerAccount", "read_login", "read_roles"]

ROLES: Final = ("receiver", "handler", "signer", "returner", "supervisor", "admin")
_LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")

Postings = Mapping[AgencyCode, tuple[str, ...]]


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
    """The form in which a login is kept. Raises RuleError(login_invalid)."""
    login = text.strip().lower()
    if not _LOGIN.fullmatch(login):
        raise RuleError("login_invalid")
    return login


def read_roles(names: Iterable[str]) -> tuple[str, ...]:
    """Raises RuleError(role_unknown | role_required)."""
    wanted = set(names)
    if not wanted:
        raise RuleError("role_required")
    if not wanted <= set(ROLES):
        raise RuleError("role_unknown")
    return tuple(role for role in ROLES if role in wanted)
