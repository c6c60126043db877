"""Timers of legs in real processes: many legs want to be woken at one instant, and every process rings.

`make prove-timers N=10000` runs it larger, with one and with three processes: PROVE_LEGS, PROVE_PROCESSES and
PROVE_LEAD, the seconds until the instant comes; more of them when that is too early for the machine.
"""

import asyncio
import os
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles

import pytest

from services.kernel.times import utc_now
from services.runtime.store import Store, UpdateDoc
from services.runtime.timers import COLLECTION as ALARMS
from services.runtime.timers import SETTLED_AFTER
from tests.component.routing.conftest import Heard, Rig, wait_for
from tests.component.routing.kills.herd import Herd
from tests.component.routing.wakes import Wakes, catalogue_open_at
from tests.unit.routing.signed import lifecycle, snapshot

LEGS = int(os.environ.get("PROVE_LEGS", "60"))
PROCESSES = int(os.environ.get("PROVE_PROCESSES", "2"))
LEAD = float(os.environ.get("PROVE_LEAD", "5"))
PATIENCE = 60 + LEGS / 50
READY = "H90.01-240506-9999"
"""A dossier that only shows that routing is there"""


async def follow(rig: Rig, wakes: Wakes) -> None:
    """Hear every record on the topic, until cancelled."""

    async def hear(heard: Heard) -> None:
        wakes.hear(
            heard.envelope, heard.told.kind, heard.told.data, datetime.fromtimestamp(heard.timestamp / 1000, UTC)
        )

    await rig.follow(hear)


@pytest.mark.timeout(0)
async def test_each_leg_that_wants_to_be_woken_at_one_instant_is_told_once(rig: Rig, tmp_path: Path) -> None:
    """Warned, overdue or reported: nobody is forgotten, nobody is told twice, whoever rings first."""
    folder = catalogue_open_at(tmp_path / "catalogue", utc_now())
    wakes = Wakes(LEGS, utc_now(), folder)
    settings = {"timer_seconds": "1", "catalogue_dir": str(folder), "log_level": "ERROR"}
    herd = Herd(rig.variables(**settings), random.Random(0))  # noqa: S311 nobody is killed
    following = asyncio.create_task(follow(rig, wakes))
    try:
        await herd.grow(PROCESSES)
        await rig.send(lifecycle(1, snapshot(code=READY, occurred_at=utc_now(), received_at=utc_now()), READY))
        await wait_for(_there(lambda: READY in wakes.told), PATIENCE)
        lead = LEAD
        while not await _laid_out(rig, wakes, lead):
            lead *= 2
            wakes.first += LEGS
        await wait_for(_there(lambda: len(wakes.delays) >= LEGS and not wakes.wrong()), lead + PATIENCE)
        assert herd.died() == 0
    finally:
        following.cancel()
        await herd.stop()
    _report(wakes)
    assert len(wakes.delays) == LEGS
    assert min(wakes.delays) >= 0


async def _laid_out(rig: Rig, wakes: Wakes, lead: float) -> bool:
    """Legs that want to be woken `lead` seconds from now; False when the instant came before all of them were there."""
    wakes.delays.clear()
    wakes.at = (utc_now() + timedelta(seconds=lead)).replace(microsecond=0)
    dossiers = wakes.dossiers()
    for start in range(0, LEGS, 500):
        await rig.send_all(dossiers[start : start + 500])
    await wait_for(_there(wakes.all_opened), PATIENCE)
    await _age_alarms(rig, wakes.at)
    return utc_now() < wakes.at


async def _age_alarms(rig: Rig, at: datetime) -> None:
    """As if they had been set days before, as nearly all are: only then they go as soon as they have rung."""
    store = await Store.open(rig.platform.store_url, f"{rig.namespace}routing")
    rows = store.collection(ALARMS)
    ids = [row["_id"] for row in await rows.find({}, projection={"_id": 1})]
    for start in range(0, len(ids), 500):
        await rows.write_bulk(
            [UpdateDoc({"_id": id_}, {"$set": {"at": at - SETTLED_AFTER}}) for id_ in ids[start : start + 500]]
        )
    store.close()


def _there(condition: Callable[[], bool]) -> Callable[[], Awaitable[bool]]:
    async def asked() -> bool:
        return condition()

    return asked


def _report(wakes: Wakes) -> None:
    cuts = quantiles(wakes.delays, n=100)
    delays = f"p50 {cuts[49]:.2f} s, p99 {cuts[98]:.2f} s, worst {max(wakes.delays):.2f} s"
    parts = (
        f"legs woken at one instant: {LEGS:,}, {PROCESSES} routing processes, a look every second",
        f"told once: {LEGS - len(wakes.wrong()):,}, records repeated: {wakes.repeated}",
        f"from the instant to the record on the broker: {delays}",
    )
    print("", *parts, sep="\n  ")  # noqa: T201 the figures of the proof
