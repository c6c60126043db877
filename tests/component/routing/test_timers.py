"""Timers of legs on the real platform: many legs come due at once, and every process rings."""

from services.kernel.times import utc_now
from tests.component.routing.conftest import Rig, wait_for
from tests.unit.routing.signed import lifecycle, snapshot

ROUTES = 60
LATE = ["leg.due_warned", "leg.overdue", "leg.escalated"]


async def test_three_processes_tell_each_late_leg_once(rig: Rig) -> None:
    """Dossiers of long ago: every leg is overdue and at the top of the ladder as soon as it is there."""
    for _ in range(3):
        await rig.start(timer_seconds=0.1)
    codes = [f"H90.01-240506-{number:04d}" for number in range(1, ROUTES + 1)]
    await rig.send(*(lifecycle(1, snapshot(code=code), code) for code in codes))
    wanted = ["leg.overdue", *["leg.escalated"] * 3]

    async def all_told() -> bool:
        told = await rig.told()
        return all([event.kind for event in told.get(code, []) if event.kind in LATE] == wanted for code in codes)

    await wait_for(all_told)
    last = (await rig.told())[codes[0]][-1].data
    assert (last.to, last.to_agency, last.step) == ("monitoring_desk", "H90", 3)
    assert last.occurred_at < utc_now()
