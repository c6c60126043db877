"""Count everything again from the topics into a new generation while the old one serves, then swap."""

from collections.abc import Callable
from typing import Final

from services.runtime.failures import PermanentError
from services.stats.application.ports import Generation, Marks
from services.stats.application.settle import settle
from services.stats.application.statistics import Statistics

_ROUNDS: Final = 5  # each one replays what came during the one before; the swap needs no end to that
_KEPT: Final = 4  # numbers below this distance were cleared by earlier rebuilds

Tell = Callable[[str], None]


async def rebuild(stats: Statistics, tell: Tell) -> int:
    """Return the number of the new generation, which serves and is settled.

    Raises PermanentError("rebuild_overtaken") if another rebuild began meanwhile: that one serves then.
    """
    before = await stats.ensured()
    number = await stats.generations.allocate(to_serve=True)
    for old in range(max(1, number - _KEPT), number):
        if old != before.number:
            await stats.clear(old)
    tell(f"generation {number}: replaying the topics, generation {before.number} goes on serving")
    marks = await replay_all(stats, number)
    if not await stats.generations.swap(number, before.number, stats.rules, marks):
        await stats.clear(number)
        raise PermanentError("rebuild_overtaken", generation=number)
    tell(f"generation {number} serves; completing what was counted during the swap")
    await settle(
        Generation(number, stats.rules, settled=False, marks=marks),
        stats.generations,
        stats.ledger(number),
        stats.replayer,
    )
    await stats.clear(before.number)
    return number


async def replay_all(stats: Statistics, number: int) -> Marks:
    """Count the topics into a generation until nearly nothing is left; returns how far it came."""
    await stats.prepare(number)
    marks: Marks = {}
    for _ in range(_ROUNDS):
        reached = await stats.replayer.catch_up(stats.ledger(number), marks)
        if reached == marks:
            break
        marks = reached
    return marks
