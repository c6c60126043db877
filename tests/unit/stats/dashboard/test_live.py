"""Live counts are told when they change, and end with the process."""

import asyncio
from datetime import date
from typing import cast

import pytest

from services.runtime.failures import TransientError
from services.stats.application.dashboard.boards import Boards
from services.stats.application.dashboard.live import Live
from services.stats.application.ports import CounterReader
from services.stats.domain.dashboard.chronicle import Chronicle
from services.stats.domain.dashboard.counts import NOTHING, Counts
from services.stats.domain.dashboard.seen import Seen
from services.stats.domain.dashboard.span import Extent, month_number
from services.stats.domain.dashboard.standing import Standing, agency
from tests.unit.stats.counted_reader import CountedReader
from tests.unit.stats.dashboard.world import NOW, AskedReader


class Told:
    """Boards whose country receives what the list says, look by look; None cannot be read."""

    def __init__(self, *received: int | None) -> None:
        self.today = date(2026, 11, 27)
        self._received = list(received)

    async def standing(self, _: object) -> Standing:
        received = self._received.pop(0)
        if received is None:
            raise TransientError("generation_missing")
        counts: Counts = NOTHING._replace(received=received)
        return Standing({agency("H90.01"): counts})

    async def chronicle(self, *_: object) -> Chronicle:
        now = month_number(self.today)
        return Chronicle({now: {}}, {}, Extent(now, now))

    @property
    def is_over(self) -> bool:
        return not self._received


def live_of(told: Told) -> Live:
    return Live(cast("Boards", told), lambda: 5, seconds=0)


async def test_whoever_listens_hears_of_a_change_and_of_nothing_else() -> None:
    """The same counts again, and a look that failed, are no news; small counts are hidden here too."""
    told = Told(7, 7, None, 9, 3)
    live = live_of(told)
    heard = [seen and seen["received"] for seen in [each async for each in live.listen(lambda: told.is_over)]]
    assert heard == [7, None, None, 9, None]
    assert live.listeners == 0


async def test_a_stream_ends_when_the_process_stops() -> None:
    """Nobody keeps a process from stopping by listening."""
    assert [each async for each in live_of(Told(7)).listen(lambda: True)] == []


async def test_no_more_may_listen_than_there_is_room_for() -> None:
    """A listener who leaves makes room."""
    live = live_of(Told(7, 8))
    live.most = 1
    stream = live.listen(lambda: False)
    assert isinstance(await anext(stream), Seen)
    assert live.is_full
    await stream.aclose()
    assert not live.is_full


@pytest.mark.parametrize("before", [0.0, 0.3, 0.6, 0.9, 1.2, 1.5, 1.9])
async def test_nothing_live_is_older_than_five_seconds(before: float) -> None:
    """However long before the first look somebody else's page was read."""
    now = [0.0]
    boards = Boards(AskedReader(CountedReader([])), lambda: NOW, lambda: now[0])

    async def begun(_: CounterReader) -> float:
        return now[0]

    await boards.ask("a page", begun)
    now[0] = before
    for _ in range(20):
        shown = await boards.ask("a page", begun)
        await asyncio.sleep(0)
        now[0] += Live.seconds
        assert now[0] - shown <= 5
