"""Workers die by SIGKILL between submit and commit, and the message centre under them, while messages flow.

`make prove-sms-crash N=2000 KILLS=200 RESTARTS=20` runs it larger: PROVE_MESSAGES is the least number of messages,
PROVE_KILLS that of workers killed, PROVE_RESTARTS that of the centre's, PROVE_RESENDS whether what may have arrived is
sent once more. The centre's own log is the judge.
"""

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.component.notifications.kills.herd import Herd
from tests.component.notifications.kills.judge import Verdict, judge
from tests.component.notifications.message_centre import MessageCentre, start_centre
from tests.component.notifications.rig import Rig, code_of, wait_for

pytestmark = [pytest.mark.platform, pytest.mark.chaos]

MESSAGES = int(os.environ.get("PROVE_MESSAGES", "40"))
KILLS = int(os.environ.get("PROVE_KILLS", "2"))
RESTARTS = int(os.environ.get("PROVE_RESTARTS", "1"))
RESENDS = int(os.environ.get("PROVE_RESENDS", "0"))
WORKERS = int(os.environ.get("PROVE_PROCESSES", "2"))
SEED = int(os.environ.get("PROVE_SEED", "20261127"))
WAVE = 20 if KILLS < 10 else 100
BACKLOG = 3 * WAVE
PATIENCE = 120.0 if KILLS < 10 else 300.0
GOING = ("accepted", "scheduled", "retry_wait", "sending")


@pytest.fixture
async def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[MessageCentre]:
    monkeypatch.setenv("CENTRE_PASSWORD", "right")
    centre = await start_centre(tmp_path / "centre.jsonl")
    yield centre
    await centre.kill()


class Flow:
    """Messages that keep coming until everybody has died as often as planned; `sent` is how many dossiers there are."""

    def __init__(self, rig: Rig, centre: MessageCentre, herd: Herd) -> None:
        self._rig = rig
        self._centre = centre
        self._herd = herd
        self.sent = 0
        self.restarts = 0

    async def run(self, messages: int, restarts: int) -> None:
        while self.sent < messages or self._herd.left or self.restarts < restarts:
            if self.sent - self._centre.count() < BACKLOG:
                await self._wave()
            due = self._herd.planned * (self.restarts + 1) / (restarts + 1)
            if self.restarts < restarts and self._herd.kills >= due:
                await self._restart()
            await asyncio.sleep(0.05)

    async def _wave(self) -> None:
        numbers = range(self.sent, self.sent + WAVE)
        await asyncio.gather(*(self._rig.contact(number, phone=f"+8491{number:07d}") for number in numbers))
        await asyncio.gather(*(self._rig.event(number) for number in numbers))
        self.sent += WAVE

    async def _restart(self) -> None:
        """In the middle of its work."""
        seen = self._centre.count()
        await wait_for(lambda: self._centre.count() > seen, PATIENCE)
        await self._centre.kill()
        again = await start_centre(self._centre.path, self._centre.port)
        self._centre.process = again.process
        await self._centre.tell(receipts={"after_ms": 200})
        self.restarts += 1
        print(f"  {self._herd.kills} workers killed, {self.sent} messages")  # noqa: T201 how far the proof is


async def run(rig: Rig, centre: MessageCentre, tmp_path: Path, kills: int, *, forgetful: bool = False) -> Verdict:
    began = time.monotonic()
    await centre.tell(receipts={"after_ms": 200})
    dice = random.Random(SEED)  # noqa: S311 moments of death
    herd = Herd(rig.variables(**_settings(centre, tmp_path)), dice, kills, forgetful=forgetful)
    flow = Flow(rig, centre, herd)
    try:
        await herd.grow(WORKERS)
        await flow.run(MESSAGES, 0 if forgetful else RESTARTS)
        codes = [code_of(number) for number in range(flow.sent)]
        await wait_for(lambda: _ended(rig, codes), PATIENCE)
    finally:
        await herd.stop()
    told = await rig.told()
    verdict = judge(codes, centre.submits(), told)
    _report(herd, flow, verdict, Counter(told[code][-1] for code in codes), time.monotonic() - began)
    return verdict


def _settings(centre: MessageCentre, tmp_path: Path) -> dict[str, str]:
    path = tmp_path / "providers.yaml"
    path.write_text(
        "providers:\n  - {name: centre, kind: smpp, host: 127.0.0.1, system_id: lienthong, brandname: LIENTHONG, "
        f"password_variable: CENTRE_PASSWORD, port: {centre.port}, segment_vnd: 350, response_seconds: 1.5}}\n"
    )
    return {
        "sms_providers": str(path),
        "sms_timeout_seconds": "2",
        "sms_lease_seconds": "4",
        "sms_concurrency": "8",
        "sms_uncertain_resends": str(RESENDS),
        "sms_uncertain_minutes": "0.05",
        "session_seconds": "6",
        "log_level": "ERROR",
    }


async def _ended(rig: Rig, codes: list[str]) -> bool:
    told = await rig.told()
    return all(told.get(code, ["accepted"])[-1].partition("/")[0] not in _going() for code in codes)


def _going() -> tuple[str, ...]:
    return (*GOING, "uncertain") if RESENDS else GOING


def _report(herd: Herd, flow: Flow, verdict: Verdict, ends: Counter[str], seconds: float) -> None:
    parts = (
        f"messages: {flow.sent:,}; ends: {dict(ends)}",
        f"killed between submit and commit: {herd.kills} times, {WORKERS} workers side by side, seed {SEED}",
        f"message centre killed and restarted: {flow.restarts} times",
        f"lost {len(verdict.lost)}, twice without a record {len(verdict.doubled)}, twice and recorded {verdict.again}",
        f"uncertain {verdict.uncertain}, of which the centre never got {verdict.unseen}",
        f"time: {seconds:.0f} s, load {os.getloadavg()[0]:.1f}",
    )
    print("", *parts, sep="\n  ")  # noqa: T201 the figures of the proof


@pytest.mark.timeout(0 if KILLS >= 10 else 600)
async def test_nothing_is_lost_or_sent_twice_however_often_workers_die(
    rig: Rig, centre: MessageCentre, tmp_path: Path
) -> None:
    """What nobody can know is told as uncertain; everything else reached the centre exactly once."""
    verdict = await run(rig, centre, tmp_path, KILLS)
    assert (verdict.lost, verdict.doubled) == ([], [])
    assert verdict.uncertain + verdict.again > 0


@pytest.mark.timeout(600)
async def test_the_centres_log_shows_what_a_forgetful_worker_does(
    rig: Rig, centre: MessageCentre, tmp_path: Path
) -> None:
    """The fault: with uncertainty switched off the same judge finds messages sent twice."""
    verdict = await run(rig, centre, tmp_path, 1, forgetful=True)
    assert verdict.doubled
