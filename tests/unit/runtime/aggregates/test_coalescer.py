"""How concurrent calls share requests."""

import asyncio

import pytest

from services.runtime.aggregates.coalescer import Coalescer


class Requests:
    """Records batches and answers each item with ten times itself, when allowed to."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.allowed = asyncio.Event()
        self.allowed.set()
        self.sent = asyncio.Event()

    async def flush(self, items: list[int]) -> list[int | Exception]:
        self.batches.append(items)
        self.sent.set()
        await self.allowed.wait()
        return [ValueError(item) if item < 0 else item * 10 for item in items]

    def coalescer(self, *, lanes: int = 1, max_batch: int = 100, unique: bool = False) -> Coalescer[int, int]:
        key = (lambda item: item) if unique else None
        return Coalescer(self.flush, key, window=0, max_batch=max_batch, lanes=lanes)


async def test_one_turn_of_the_loop_is_one_request() -> None:
    """Calls made together share a request, and each gets its own answer."""
    requests = Requests()
    coalescer = requests.coalescer()
    assert await asyncio.gather(*map(coalescer.submit, range(5))) == [0, 10, 20, 30, 40]
    assert requests.batches == [[0, 1, 2, 3, 4]]


@pytest.mark.parametrize("lanes", [1, 2])
async def test_a_caller_that_comes_back_at_once_is_served(lanes: int) -> None:
    """A finished lane is free before its callers wake, so the next call never waits for a lane that is gone."""
    coalescer = Requests().coalescer(lanes=lanes)

    async def caller(number: int) -> None:
        for _ in range(5):
            assert await coalescer.submit(number) == number * 10

    async with asyncio.timeout(60):
        await asyncio.gather(*map(caller, range(3)))
        await caller(7)


async def test_batches_have_a_limit() -> None:
    """More than the limit becomes several requests."""
    requests = Requests()
    await asyncio.gather(*map(requests.coalescer(max_batch=2).submit, range(5)))
    assert requests.batches == [[0, 1], [2, 3], [4]]


async def test_a_key_is_once_in_a_batch() -> None:
    """The second item of a key goes into a later batch, the others do not wait for it."""
    requests = Requests()
    await asyncio.gather(*map(requests.coalescer(unique=True).submit, [1, 1, 2, 1]))
    assert requests.batches == [[1, 2], [1], [1]]


async def test_nothing_joins_a_request_that_was_sent() -> None:
    """What comes while a request is under way waits for the next: a read sees the writes acknowledged before it."""
    requests = Requests()
    requests.allowed.clear()
    coalescer = requests.coalescer()
    first = asyncio.create_task(coalescer.submit(1))
    await requests.sent.wait()
    second = asyncio.create_task(coalescer.submit(1))
    requests.allowed.set()
    assert [await first, await second] == [10, 10]
    assert requests.batches == [[1], [1]]


async def test_an_error_reaches_its_own_caller_only() -> None:
    """An exception among the answers is raised for its item alone."""
    requests = Requests()
    coalescer = requests.coalescer()
    answers = await asyncio.gather(*map(coalescer.submit, [1, -1, 2]), return_exceptions=True)
    assert answers[0] == 10
    assert isinstance(answers[1], ValueError)
    assert answers[2] == 20


async def test_a_caller_that_gives_up_disturbs_nobody() -> None:
    """A cancelled call leaves the batch as it is."""
    requests = Requests()
    requests.allowed.clear()
    coalescer = requests.coalescer()
    calls = [asyncio.create_task(coalescer.submit(item)) for item in (1, 2)]
    await requests.sent.wait()
    calls[0].cancel()
    requests.allowed.set()
    assert await calls[1] == 20
    with pytest.raises(asyncio.CancelledError):
        await calls[0]


async def test_a_failed_request_fails_every_call_of_it() -> None:
    """A flush that raises answers all its callers, and later calls work."""

    async def broken(_: list[int]) -> list[int | Exception]:
        raise RuntimeError

    coalescer: Coalescer[int, int] = Coalescer(broken, None, window=0, max_batch=9, lanes=1)
    for _ in range(2):
        answers = await asyncio.gather(*map(coalescer.submit, [1, 2]), return_exceptions=True)
        assert all(isinstance(answer, RuntimeError) for answer in answers)
