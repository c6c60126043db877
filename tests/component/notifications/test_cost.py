"""Figures, printed and not asserted: what a message costs this process in CPU (`pytest -s`)."""

import asyncio
import sys
import time
from typing import Final

import pytest

from tests.component.notifications.rig import Rig, Running, wait_for

pytestmark = pytest.mark.platform

BURST: Final = 2_000


async def test_cpu_of_a_message(rig: Rig) -> None:
    """A backlog: contacts and events are there when the service starts, and it is done when all is told."""
    await asyncio.gather(*(rig.contact(number) for number in range(BURST)))
    await asyncio.gather(*(rig.event(number) for number in range(BURST)))
    running = await rig.run(consume=False, sms_sweep_seconds="5")
    started, cpu = time.perf_counter(), time.process_time()
    await running.wired.consumer.start()
    await wait_for(lambda: _all_told(running), 240)
    seconds, used = time.perf_counter() - started, time.process_time() - cpu
    sys.stdout.write(f"\n{BURST / seconds:,.0f} messages/s, {used / BURST * 1e6:,.0f} us of CPU each\n")
    assert len({line["reference"] for line in rig.lines()}) == BURST


def _all_told(running: Running) -> bool:
    return running.wired.ground.relay.progress.published >= 2 * BURST
