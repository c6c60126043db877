"""Notifications, killed between the hand-over of a message to the provider and the record of it."""

from typing import Any

from services.notifications import bootstrap
from services.notifications.application.record_outcome import RecordOutcomes
from services.notifications.entrypoints.kafka import SERVICE
from services.notifications.settings import NotificationsSettings
from services.runtime.process import run
from tests.e2e.faulty.kill_point import KillPoint

POINT = KillPoint("notifications", at=5)


class KilledRecord(RecordOutcomes):
    """Dies with the provider's answer in hand."""

    async def __call__(self, *answers: Any) -> Any:
        POINT.reach()
        return await super().__call__(*answers)


if __name__ == "__main__":
    bootstrap.sending.RecordOutcomes = KilledRecord  # type: ignore[attr-defined]
    run(SERVICE, bootstrap.build, NotificationsSettings)
