"""Intake, killed after a commit and before anything was published: only the outbox knows of the events."""

from services.intake.bootstrap import agencies, ground
from services.intake.bootstrap import build as build_intake
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
    for area in (ground, agencies):
        area.AggregateStore = KilledStore  # type: ignore[attr-defined]
    run("intake", build_intake, IntakeSettings)
