"""A process that sweeps the alarms of an instant and kills itself: `before_commit` or `after_commit`."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.intake.application.dossiers.ports import Dossiers, Kept, Pending
from services.intake.application.timers.sweep import RingAlarms
from services.intake.bootstrap import wire
from services.intake.settings import IntakeSettings
from services.kernel.times import require_utc
from services.runtime.aggregates.model import CommitOutcome
from services.runtime.catalogue import read_catalogue
from services.runtime.settings import load_settings
from services.runtime.store import Store


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class Mortal:
    """Implements `Dossiers` by the real ones, up to the place of its death."""

    dossiers: Dossiers
    place: str

    async def load(self, code: str) -> Kept | None:
        return await self.dossiers.load(code)

    async def load_many(self, codes: Iterable[str]) -> dict[str, Kept]:
        return await self.dossiers.load_many(codes)

    async def commit(self, pending: Pending) -> CommitOutcome:
        return await self.dossiers.commit(pending)

    async def commit_many(self, pendings: Sequence[Pending]) -> dict[str, CommitOutcome]:
        if pendings and self.place == "before_commit":
            _die()
        outcomes = await self.dossiers.commit_many(pendings)
        if pendings and self.place == "after_commit":
            _die()
        return outcomes


async def sweep(place: str, now: datetime) -> None:
    settings = load_settings(IntakeSettings)
    store = await Store.open(settings.store_url, f"{settings.namespace}intake")
    ground = wire(settings, store, read_catalogue(settings.catalogue_dir)).ground
    await RingAlarms(ground.alarms, Mortal(ground.dossiers, place), ground.terms, lambda: now)()


if __name__ == "__main__":
    asyncio.run(sweep(sys.argv[1], require_utc(datetime.fromisoformat(sys.argv[2]))))
