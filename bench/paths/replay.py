"""Replaying stored lifecycle events into counters, one process; the topic is filled once and read by all variants."""

import time

import orjson

from bench.load import dossiers
from bench.measured import Measured
from bench.place import Place, run_module, running
from bench.sizes import Sizes
from bench.variants import ORDER, Rounds, Variant, no_rounds
from bench.watch import Committed, cpu_seconds, wait_until
from services.runtime.kafka.names import group_on_broker

NAMESPACE = "replay-"
_JOIN_SECONDS = 30.0


async def measure(place: Place, sizes: Sizes) -> Rounds:
    """Events/s of each variant."""
    await fill(place, sizes.replay_dossiers)
    rounds = no_rounds()
    for _ in range(sizes.rounds):
        for variant in ORDER:
            rounds[variant].append(await _one_round(place, variant, sizes))
    return rounds


async def fill(place: Place, number: int) -> None:
    await place.create_topics(NAMESPACE)
    lives = [dossiers.completed_earlier(each) for each in range(number)]
    await dossiers.publish(place.kafka, NAMESPACE, dossiers.in_waves(lives))


async def _one_round(place: Place, variant: Variant, sizes: Sizes) -> Measured:
    if variant is Variant.IDIOMATIC:
        return await _window(place, sizes.plain_replay_seconds)
    return await replayed(place, variant)


async def replayed(place: Place, variant: Variant) -> Measured:
    """These programs time themselves, so that their start does not count."""
    output = await run_module(place, NAMESPACE, f"bench.{variant.value}.replay")
    return Measured(**orjson.loads(output.splitlines()[-1]))


async def _window(place: Place, seconds: float) -> Measured:
    """The plain build is too slow to be waited for: so many seconds from its first acknowledged event on.

    It goes on where it stopped in the round before, as its group does.
    """
    modules = {"stats": Variant.IDIOMATIC.module("stats")}
    async with Committed(place.kafka, group_on_broker(NAMESPACE, "stats")) as committed:
        idle = await committed.total()
        with running(place, NAMESPACE, modules) as processes:

            async def begun() -> bool:
                return await committed.total() > idle

            await wait_until(begun, _JOIN_SECONDS)
            first, since, cpu = await committed.total(), time.perf_counter(), cpu_seconds(processes.pids)

            async def over() -> bool:
                return time.perf_counter() - since > seconds

            await wait_until(over, seconds * 2)
            used, last = cpu_seconds(processes.pids) - cpu, await committed.total()
            return Measured(last - first, time.perf_counter() - since, used)
