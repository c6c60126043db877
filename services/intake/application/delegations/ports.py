"""What signing needs of the world."""

from datetime import datetime
from typing import Protocol

from services.intake.domain.delegations.alert import Alert
from services.kernel.agency_code import AgencyCode
from services.kernel.signing import SigningRegister

__all__ = ["Alerts", "Registers"]


class Registers(Protocol):
    """Raises TransientError when the store cannot be reached."""

    async def current(self, agency: AgencyCode) -> SigningRegister:
        """As of now or later; the empty register for an agency without one."""
        ...

    async def replace(self, before: SigningRegister, after: SigningRegister) -> bool:
        """False when the register is no longer as it was before."""
        ...


class Alerts(Protocol):
    async def raise_once(self, alert: Alert) -> bool:
        """False when it was raised before."""
        ...

    async def of(self, agency: AgencyCode, *, open_only: bool, limit: int) -> list[Alert]: ...

    async def close(self, id_: str, agency: AgencyCode, at: datetime, by: str) -> bool:
        """False when there is no such open alert of that agency."""
        ...
