"""What giving work to people needs of the outside."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from services.kernel.agency_code import AgencyCode
from services.kernel.signing import SigningRegister
from services.routing.domain.people.roster import Roster

__all__ = ["KnownRegisters", "KnownRosters", "Rosters"]


class Rosters(Protocol):
    """Raises TransientError when the store cannot be reached."""

    async def current(self, agency: AgencyCode) -> Roster:
        """The empty roster for an agency without one."""
        ...

    async def replace(self, before: Roster, after: Roster) -> bool:
        """False when the roster is no longer as it was before."""
        ...


class KnownRosters(Protocol):
    """Rosters as this process knows them, a few seconds behind the store at most."""

    def roster(self, agency: AgencyCode) -> Roster | None: ...

    async def refresh(self) -> None:
        """Raises TransientError."""
        ...

    def changed(self) -> Collection[AgencyCode]:
        """The agencies whose roster changed since the last time this was asked."""
        ...


class KnownRegisters(Protocol):
    """Signing registers as intake told them, a moment ago at most."""

    def register(self, agency: AgencyCode) -> SigningRegister | None: ...

    def changed(self) -> Collection[AgencyCode]:
        """The agencies whose register changed since the last time this was asked."""
        ...

    def is_behind(self, moment: datetime) -> bool:
        """Whether something told before that moment may not be known here yet."""
        ...
