"""Complete a generation that has begun to serve.

A process that learnt of the swap late may have committed offsets of records that it counted in the old generation.
Each of them lies before the ends of the topics as they are after the swap, so one replay from the rebuild's marks to
those ends completes the new generation, whoever does it, how far and how often: a replay and a consumer count every
event at the same offset (`Fact`).
"""

from services.stats.application.ports import Generation, Generations, Ledger
from services.stats.application.replay import Replayer


async def settle(generation: Generation, generations: Generations, ledger: Ledger, replayer: Replayer) -> None:
    """Replay what may be missing and mark the generation settled; raises TransientError, and then may be repeated."""
    await replayer.catch_up(ledger, generation.marks)
    await generations.settle(generation.number)
