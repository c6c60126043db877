"""Alerts an agency that nobody there can sign in time, as routing found out, before the result is late."""

from collections.abc import Sequence

from services.contracts.events.progress import LegSignerMissing
from services.intake.application.delegations.ports import Alerts
from services.intake.domain.delegations.alert import Alert, alert_id
from services.kernel.agency_code import AgencyCode
from services.kernel.times import local_day, require_utc
from services.runtime.kafka.records import Delivered, Handler, Verdicts

__all__ = ["AlertMissingSigners"]


class AlertMissingSigners:
    """A batch handler of routing's progress topic, around the one that follows it; the same alert twice is one."""

    def __init__(self, follow: Handler, alerts: Alerts) -> None:
        self._follow = follow
        self._alerts = alerts

    async def __call__(self, batch: Sequence[Delivered]) -> Verdicts:
        verdicts = await self._follow(batch)
        for index, delivered in enumerate(batch):
            applied = index not in verdicts.rejected and index not in verdicts.deferred
            if applied and isinstance(delivered.data, LegSignerMissing):
                await self._alerts.raise_once(_alert(delivered.data))
        return verdicts


def _alert(event: LegSignerMissing) -> Alert:
    agency, at = AgencyCode(event.agency), require_utc(event.occurred_at)
    return Alert(alert_id(agency, event.reason, event.code, local_day(at)), agency, event.reason, event.code, at)
