"""The crash test's judge sees each fault: the same plan passes with sound adapters and fails with a faulty one."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.ops.chaos.findings import Kind
from services.ops.chaos.fresh import prepared_stack
from services.ops.chaos.plan import Plan
from services.ops.chaos.run import Outcome, run
from services.ops.stack import Stack, StackAddresses

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(400)]

FAULTY = "tests.e2e.faulty"
SOUND = {name: f"{FAULTY}.killed_{name}" for name in ("intake", "notifications", "stats")}
DOSSIERS = 10
# What is missing then never comes: longer than a restart, a session and a sweep together.
_FAULT_SHOWS_SECONDS = 30


class Stage:
    """One running stack; each play is the same plan over new dossiers."""

    def __init__(self, stack: Stack, addresses: StackAddresses) -> None:
        self._stack = stack
        self._addresses = addresses
        self._played = 0

    async def play(self, patience_seconds: float = 60) -> Outcome:
        plan = Plan(
            dossiers=DOSSIERS,
            kills=0,
            seed=self._played,
            kill_broker=False,
            rewound=("intake",),
            stale=True,
            patience_seconds=patience_seconds,
            run=f"play-{self._played}",
        )
        first = 100 * self._played
        self._played += 1
        return await run(self._stack, self._addresses, plan, print, first)

    async def play_with(self, service: str, module: str) -> Outcome:
        """Play with a faulty service, and put the sound one back."""
        processes = self._stack.processes
        assert processes is not None
        await asyncio.to_thread(processes.run_instead, service, f"{FAULTY}.{module}", 60)
        outcome = await self.play(_FAULT_SHOWS_SECONDS)
        await asyncio.to_thread(processes.run_instead, service, f"services.{service}", 60)
        return outcome


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stack = prepared_stack(tmp_path / "stack", SOUND)
    try:
        yield Stage(stack, stack.start())
    finally:
        stack.stop()


def kinds(outcome: Outcome) -> set[Kind]:
    return {finding.kind for finding in outcome.findings}


async def test_the_plan_passes_as_it_is_and_fails_with_each_fault(stage: Stage) -> None:
    """Killed at the worst moments, delivered twice: sound adapters hold; without guard, fence or outbox not."""
    sound = await stage.play()
    assert sound.findings == []
    assert sound.tally.kills == {"intake": 1, "notifications": 1, "stats": 1}
    assert sound.tally.uncertain >= 1, "a message was handed over and not recorded"

    fenceless = await stage.play_with("stats", "fenceless_stats")
    assert Kind.COUNTER in kinds(fenceless)
    assert Kind.STATUS not in kinds(fenceless)

    guardless = await stage.play_with("stats", "guardless_stats")
    assert Kind.COUNT in kinds(guardless), "dossiers went back to their first event"
    assert Kind.STATUS not in kinds(guardless)

    outboxless = await stage.play_with("intake", "outboxless_intake")
    assert {Kind.JOURNEY, Kind.SMS, Kind.COUNT} & kinds(outboxless)
    assert any(finding.kind is Kind.SMS and "due were" in finding.detail for finding in outboxless.findings)
