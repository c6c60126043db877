"""Intake, killed after a commit and before anything was published: only the outbox knows of the events."""

from services.intake import bootstrap
from services.intake.settings import IntakeSettings
from services.runtime.aggregates import AggregateStore
from services.runtime.process import run
from tests.e2e.faulty.kill_point import KillPoint

POINT = KillPoint("intake", at=6)


class KilledStore(AggregateStore):
    """Dies between commit and feed."""

    def _tell(self, ids: list[str]) -> None:
        if ids:
            POINT.reach()
        super()._tell(ids)


if __name__ == "__main__":
    bootstrap.AggregateStore = KilledStore  # type: ignore[attr-defined]
    run("intake", bootstrap.build, IntakeSettings)
