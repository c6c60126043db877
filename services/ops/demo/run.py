"""Runs the demo's steps against a target and says how it went."""

import time
from dataclasses import dataclass

import httpx
from rich.console import Console

from services.ops.demo.cast import hire
from services.ops.demo.story import Story
from services.ops.demo.told import Teller
from services.ops.fresh import Work
from services.ops.scenario.prepared import prepare
from services.ops.scenario.run import FAILURES, TIMEOUT_SECONDS, replay
from services.ops.target import Target

__all__ = ["Demo", "play"]


@dataclass(frozen=True, slots=True)
class Demo:
    """What to run after the dossier: the scenario and its divisor; None replays nothing."""

    scenario: str | None
    scale: int


def play(demo: Demo) -> Work:
    """Everything that the demo does, as work for a target."""

    async def work(target: Target, console: Console) -> list[str]:
        teller = Teller(console)
        began = time.monotonic()
        try:
            async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS) as client:
                code = await Story(target, await hire(target, client), teller).run()
                teller.say(f"\nDossier {code} went its whole way in {time.monotonic() - began:.1f} s.")
                if demo.scenario is not None:
                    teller.wrong += await _replay(demo.scenario, demo.scale, target, client, teller)
        except FAILURES as error:
            teller.check(False, str(error) or type(error).__name__)
        return teller.wrong

    return work


async def _replay(name: str, scale: int, target: Target, client: httpx.AsyncClient, teller: Teller) -> list[str]:
    prepared = prepare(name, scale)
    teller.title(f"Replay of scenario {prepared.scenario.id} at 1/{scale}: {prepared.scenario.title}")
    return await replay(prepared, target, client, teller.console)
