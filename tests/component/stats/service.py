"""Run the service inside the test, and wait for what it does."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress

from services.runtime.failures import TransientError
from services.runtime.process import Parts
from services.stats.application.statistics import Statistics
from services.stats.bootstrap import build
from services.stats.settings import Settings

DEADLINE_SECONDS = 90.0


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Parts]:
    """Start the service without its HTTP server, and stop it in order."""
    parts = await build(settings)
    async with started(parts):
        yield parts


@asynccontextmanager
async def started(parts: Parts) -> AsyncIterator[None]:
    """The same with parts that are put together already."""
    try:
        for step in parts.start:
            await step()
        yield
    finally:
        for step in parts.stop:
            await step()


def variables(settings: Settings) -> Mapping[str, str]:
    """Return the environment of a process of the service."""
    given = {
        "KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
        "STORE_URL": settings.store_url,
        "NAMESPACE": settings.namespace,
        "HTTP_PORT": "0",
        "CATALOGUE_DIR": settings.catalogue_dir,
        "TOKEN_SECRET": settings.token_secret.get_secret_value(),
        "SESSION_SECONDS": "2",
        "LOG_LEVEL": "ERROR",
    }
    return {f"LIENTHONG_{name}": value for name, value in given.items()}


async def until(condition: Callable[[], Awaitable[bool]], what: str, seconds: float = DEADLINE_SECONDS) -> None:
    """Wait until it holds, or fail saying what did not happen.

    A store or broker that does not answer yet says nothing yet.
    """
    deadline = time.monotonic() + seconds
    while True:
        with suppress(TransientError):
            if await condition():
                return
        assert time.monotonic() < deadline, what
        await asyncio.sleep(0.05)


async def events_counted(stats: Statistics) -> int:
    """Return how many events the facts of the serving generation have taken in."""
    generation = await stats.generations.serving()
    if generation is None:
        return 0
    ledger = stats.ledger(generation.number)
    return sum([fact.seq for item in stats.counted async for _, fact in ledger.all_facts(item.rules)])


async def wait_counted(stats: Statistics, number: int) -> None:
    async def reached() -> bool:
        return await events_counted(stats) >= number

    await until(reached, f"{number} events were not counted in time")
