"""Lets dossiers flow in waves, one more than there are kills, each kill at a random moment of its wave."""

import asyncio
import random
import time
from collections.abc import Sequence
from itertools import cycle, islice
from typing import Final

from services.ops.chaos.journey import Journey
from services.ops.chaos.killer import BROKER, Killer
from services.ops.chaos.plan import Plan
from services.ops.chaos.tally import Tally
from services.ops.target import SERVICES

__all__ = ["flow", "victims"]

_STEPS_OF_A_DOSSIER: Final = 9
_LATEST_SECONDS: Final = 3.0
"""A wave that is held up (by the kill before) is not waited for longer than this."""
_LOOK_SECONDS: Final = 0.01


def victims(plan: Plan, dice: random.Random) -> list[str]:
    """Return who is killed, in order: every service as often as the others, the broker once."""
    names = list(islice(cycle(dice.sample(SERVICES, len(SERVICES))), plan.kills))
    dice.shuffle(names)
    if plan.kill_broker:
        names.insert(len(names) // 2, BROKER)
    return names


async def flow(
    journeys: Sequence[Journey], plan: Plan, names: Sequence[str], killer: Killer, dice: random.Random, tally: Tally
) -> None:
    """Return when every journey is over and every kill was done."""
    places = asyncio.Semaphore(plan.workers)

    async def one(journey: Journey) -> None:
        async with places:
            await journey.travel()

    size = -(-len(journeys) // (len(names) + 1))
    async with asyncio.TaskGroup() as tasks:
        for wave in range(len(names) + 1):
            begun = journeys[wave * size : (wave + 1) * size]
            for journey in begun:
                tasks.create_task(one(journey))
            if wave < len(names):
                await _some(dice.uniform(0, 0.7) * len(begun) * _STEPS_OF_A_DOSSIER, tally)
                await killer.kill(names[wave])


async def _some(steps: float, tally: Tally) -> None:
    """Wait until so many more requests were acknowledged."""
    goal, latest = tally.steps + steps, time.monotonic() + _LATEST_SECONDS
    while tally.steps < goal and time.monotonic() < latest:  # noqa: ASYNC110 a counter, not an event
        await asyncio.sleep(_LOOK_SECONDS)
