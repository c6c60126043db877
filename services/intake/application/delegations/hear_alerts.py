"""An agency's alerts: read, and closed by who dealt with them."""

from services.intake.application.delegations.ports import Alerts
from services.intake.domain.delegations.alert import Alert
from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock
from services.runtime.failures import PermanentError

__all__ = ["HearAlerts"]

_MOST = 200


class HearAlerts:
    def __init__(self, alerts: Alerts, clock: Clock) -> None:
        self._alerts = alerts
        self._clock = clock

    async def of(self, agency: AgencyCode, *, open_only: bool = True) -> list[Alert]:
        """The newest 200."""
        return await self._alerts.of(agency, open_only=open_only, limit=_MOST)

    async def close(self, agency: AgencyCode, id_: str, by: str) -> None:
        """Raises PermanentError(alert_unknown)."""
        if not await self._alerts.close(id_, agency, self._clock(), by):
            raise PermanentError("alert_unknown")
