"""HTTP intake, one process: concurrent clients file and accept dossiers; a round ends when all events are published."""

import os
import time
from contextlib import ExitStack
from typing import Any, Final

import orjson

from bench.load import http_client
from bench.measured import Measured
from bench.place import Place, Running, run_module, running
from bench.sizes import Sizes
from bench.variants import ORDER, Rounds, Variant, modules, no_rounds
from bench.watch import Published, cpu_seconds, wait_until
from services.contracts.topics import LIFECYCLE
from services.runtime.kafka.names import topic_on_broker

EVENTS_A_DOSSIER: Final = 2
_DRAIN_SECONDS: Final = 20.0


class NotPublishedError(RuntimeError):
    """Answered with 201, but the events did not come."""


async def measure(place: Place, sizes: Sizes) -> Rounds:
    """Requests/s of each variant; each one's process stays up over all rounds."""
    rounds = no_rounds()
    with ExitStack() as stack:
        started = {}
        for variant in ORDER:
            await place.create_topics(namespace_of(variant))
            started[variant] = stack.enter_context(running(place, namespace_of(variant), modules(variant, "intake")))
            await one_round(place, variant, started[variant], sizes.http_warm_seconds, sizes.connections)
        for _ in range(sizes.rounds):
            for variant in ORDER:
                done = await one_round(place, variant, started[variant], sizes.http_seconds, sizes.connections)
                rounds[variant].append(done)
    return rounds


def namespace_of(variant: Variant) -> str:
    return f"http-{variant.value}-"


async def one_round(place: Place, variant: Variant, processes: Running, seconds: float, connections: int) -> Measured:
    """The time counts from the first request to the last event on the broker."""
    topic = topic_on_broker(namespace_of(variant), LIFECYCLE.name)
    async with Published(place.kafka, topic) as events:
        before, cpu = await events.total(), cpu_seconds(processes.pids)
        answered = await file_dossiers(place, processes.ports["intake"], seconds, "--connections", str(connections))
        drained = await _seconds_until(events, before + EVENTS_A_DOSSIER * answered["answers"])
        used = cpu_seconds(processes.pids) - cpu
    return Measured(answered["answers"], answered["seconds"] + drained, used)


async def file_dossiers(place: Place, port: int, seconds: float, *arguments: str) -> dict[str, Any]:
    """Run the client process; raises RuntimeError when any answer was no 201."""
    os.environ["BENCH_TOKEN"] = place.token()
    output = await run_module(place, "client-", http_client.__name__, str(port), "--seconds", str(seconds), *arguments)
    answered: dict[str, Any] = orjson.loads(output)
    if answered["errors"]:
        raise RuntimeError(f"{answered['errors']} filings were not answered with 201")
    return answered


async def _seconds_until(events: Published, wanted: int) -> float:
    """How long the last events took after the last answer."""
    begun = time.perf_counter()

    async def all_there() -> bool:
        return await events.total() >= wanted

    if not await wait_until(all_there, _DRAIN_SECONDS):
        raise NotPublishedError(f"{await events.total()} of {wanted} events")
    return time.perf_counter() - begun
