"""The delivery worker: rows beside each other, each again while it is due, and whatever fails is looked at again."""

import asyncio
from collections.abc import Mapping

from services.runtime.delivery.worker import DeliveryWorker
from services.runtime.failures import TransientError

PAUSE = 0.001


class Rounds:
    """Rows with so many messages each; `slow` never ends, `broken` fails."""

    def __init__(self, rows: dict[str, int]) -> None:
        self.rows, self.delivered, self.looks, self.failures = rows, list[str](), 0, 0
        self.looked = asyncio.Event()
        self.cancelled = False

    async def due(self) -> Mapping[str, str]:
        self.looks += 1
        self.looked.set()
        if self.failures:
            self.failures -= 1
            raise TransientError("store_unreachable")
        return {id_: id_ for id_, left in self.rows.items() if left}

    async def again(self, id_: str) -> str | None:
        return id_ if self.rows[id_] else None

    async def deliver(self, row: str) -> int:
        if row == "slow":
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                self.cancelled = True
                raise
        self.rows[row] -= 1
        if row == "broken":
            raise TransientError("store_unreachable")
        self.delivered.append(row)
        return 1


async def until_empty(rounds: Rounds, *ids: str) -> None:
    async with asyncio.timeout(60):
        while any(rounds.rows[id_] for id_ in ids):
            rounds.looked.clear()
            await rounds.looked.wait()


async def test_a_slow_row_holds_up_nobody_but_itself() -> None:
    """Others are emptied; at the stop what is under way is cut off."""
    rounds = Rounds({"slow": 100, "quick": 3})
    worker = DeliveryWorker(rounds, PAUSE)
    running = asyncio.create_task(worker.run())
    await until_empty(rounds, "quick")
    await worker.stop()
    await running
    assert (rounds.delivered, rounds.rows["slow"], rounds.cancelled) == (["quick"] * 3, 100, True)


async def test_a_row_that_fails_and_a_look_that_fails_are_tried_again() -> None:
    """Neither ends the worker."""
    rounds = Rounds({"broken": 2, "quick": 9})
    rounds.failures = 2
    worker = DeliveryWorker(rounds, PAUSE)
    running = asyncio.create_task(worker.run())
    await until_empty(rounds, "broken", "quick")
    await worker.stop()
    await running
    assert (rounds.delivered, rounds.looks >= 3) == (["quick"] * 9, True)


async def test_a_row_under_way_is_not_begun_twice() -> None:
    """However often the worker looks meanwhile."""
    rounds = Rounds({"slow": 100})
    worker = DeliveryWorker(rounds, PAUSE)
    for _ in range(3):
        await worker.look()
    assert len(worker._under_way) == 1
    await worker.stop()
