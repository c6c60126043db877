"""The course of a dossier on the real platform: commands over HTTP, and what time does by itself."""

import asyncio
import os
import signal
import sys
from datetime import datetime, timedelta

from services.contracts.topics import LIFECYCLE
from services.intake.application.timers.sweep import RingAlarms
from services.kernel.times import require_utc, utc_now
from tests.component.intake.rig import Rig, wait_for


async def test_papers_that_never_come_stop_the_dossier_by_itself(rig: Rig) -> None:
    """Nobody calls: the alarm in the store does, with several sweeps ringing it at once, and it is told once."""
    client, ground = rig.client(), rig.intake.ground
    code = (await rig.file(accept=False))["code"]
    path = f"/v1/dossiers/{code}"
    reply_by = utc_now() + timedelta(hours=1)
    asked = (await client.post(f"{path}/request-supplement", json={"reply_by": reply_by.isoformat()})).json()
    assert (asked["status"], asked["supplement"]["requests"], asked["clock"]) == (5, 1, "idle")
    late = reply_by + timedelta(minutes=1)
    rings = [RingAlarms(ground.alarms, ground.dossiers, ground.terms, lambda: late) for _ in range(3)]

    async def stopped() -> bool:
        await asyncio.gather(*(ring() for ring in rings))
        return bool((await client.get(path)).json()["status"] == 8)

    await wait_for(stopped)
    notice = (await client.get(path)).json()["stop_notice"]
    assert (notice["reason"], notice["fees"]) == ("supplement_overdue", "kept")

    async def published() -> bool:
        return await rig.published(code) == ["registered", "supplement_requested", "stopped"]

    await wait_for(published)


async def test_an_apology_is_given_once_and_promises_another_day(rig: Rig) -> None:
    """The appointment moves, the due date stays, a second one is refused with a problem in both languages."""
    client = rig.client()
    filed = await rig.file()
    path = f"/v1/dossiers/{filed['code']}/apology"
    new_date = (utc_now() + timedelta(days=60)).isoformat()
    sent = (await client.post(path, json={"reason": "complex_case", "new_date": new_date})).json()
    assert (sent["apology"]["verdict"], sent["due_at"]) == ("in_time", filed["due_at"])
    assert sent["appointment"] == sent["apology"]["promised_at"] != filed["appointment"]
    again = await client.post(path, json={"reason": "complex_case", "new_date": new_date})
    assert (again.status_code, again.json()["type"]) == (409, "urn:lienthong:problem:apology_repeated")
    assert set(again.json()["texts"]) == {"vi", "en"}
    wrong = await client.post(f"/v1/dossiers/{filed['code']}/substate", json={"substate": "appraising"})
    assert wrong.json()["type"] == "urn:lienthong:problem:substate_of_another_status"


async def _swept_until(rig: Rig, place: str, until: str) -> int:
    """The exit code of a process that sweeps as of that instant and dies at that place."""
    command = (sys.executable, "-m", "tests.component.intake.killed_sweep", place, until)
    process = await asyncio.create_subprocess_exec(*command, env=os.environ | rig.variables)
    return await process.wait()


async def test_a_sweep_that_is_killed_leaves_everything_to_the_next_one(rig: Rig) -> None:
    """SIGKILL before the commit changes nothing, SIGKILL after it is no second stop; the event is recorded once."""
    client, ground = rig.client(), rig.intake.ground
    code = (await rig.file(accept=False))["code"]
    path = f"/v1/dossiers/{code}"
    asked = await client.post(f"{path}/request-supplement", json={})
    assert asked.json()["status"] == 5
    due = asked.json()["supplement"]["reply_by"]
    assert await _swept_until(rig, "before_commit", due) == -signal.SIGKILL
    assert (await client.get(path)).json()["status"] == 5
    assert await _swept_until(rig, "after_commit", due) == -signal.SIGKILL
    assert (await client.get(path)).json()["status"] == 8
    later = require_utc(datetime.fromisoformat(due))
    assert await RingAlarms(ground.alarms, ground.dossiers, ground.terms, lambda: later)() == 0
    kept = await ground.dossiers.load(code)
    assert kept is not None
    assert kept.basis is not None
    assert kept.basis.last_seq(LIFECYCLE, code) == len(("registered", "supplement_requested", "stopped"))
