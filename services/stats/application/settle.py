"""Complete a generation that has begun to serve.

A process that learnt of the swap late may have committed offsets of records that it counted in the old generation.
Each of them lies before the ends of the topics as they are after the swap, so one replay from the rebuild's marks to
those ends completes the new generation, whoever does it and however often.

All who settle a generation do it to the same ends, those that the first of them found. A replay knows of no dead
letters, and a consumer parks what comes behind one: beyond the ends the same event would be counted at two places, or
at none, as soon as one of them counts while another still settles.
"""

from services.stats.application.ports import Generation, Generations, Ledger
from services.stats.application.replay import Replayer


async def settle(generation: Generation, generations: Generations, ledger: Ledger, replayer: Replayer) -> None:
    """Replay what may be missing and mark the generation settled; raises TransientError, and then may be repeated."""
    ends = await generations.bound(generation.number, await replayer.ends())
    if ends is None:
        return
    await replayer.catch_up(ledger, generation.marks, ends)
    await generations.settle(generation.number)
