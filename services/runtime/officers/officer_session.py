"""Who makes a request on the desk's pages, and what that officer may do."""

from dataclasses import dataclass, field

from services.kernel.agency_code import AgencyCode
from services.runtime.auth.principal import Principal
from services.runtime.officers.session import Session
from services.runtime.problems import Problem

__all__ = ["OfficerSession"]


@dataclass(frozen=True, slots=True)
class OfficerSession:
    """`roles` are those at the agency that the officer acts for now; `scopes` what the service lets officers do."""

    session: Session
    name: str
    roles: tuple[str, ...]
    agencies: tuple[AgencyCode, ...]
    scopes: frozenset[str]
    token: str = field(repr=False)

    @property
    def login(self) -> str:
        return self.session.login

    @property
    def agency(self) -> AgencyCode:
        return self.session.agency

    @property
    def principal(self) -> Principal:
        """The officer as handlers know callers: one agency, never back-filling."""
        return Principal(f"officer:{self.login}", frozenset({str(self.agency)}), self.scopes)

    def has(self, *roles: str) -> bool:
        """One of the roles; an admin manages accounts and has no other role by that."""
        return not roles or bool(set(roles) & set(self.roles))

    def require(self, *roles: str) -> None:
        """Raises Problem(role_missing)."""
        if not self.has(*roles):
            raise Problem("role_missing", roles=", ".join(roles))
