"""Draining accepted dossiers: events on the topics -> SMS handed over -> counted; notifications and stats, a process
each. Sealed contacts, `registered` and `accepted` come as intake publishes them.
"""

import time
from typing import Final

from bench.load import dossiers
from bench.measured import Measured
from bench.place import Place, Running, running
from bench.sizes import Sizes
from bench.variants import ORDER, Rounds, Variant, modules, no_rounds
from bench.watch import Counters, cpu_seconds, lines, wait_until
from services.runtime.kafka.records import OutgoingRecord
from services.runtime.sealing import read_jwk

_WARM_SECONDS: Final = 40.0

Records = tuple[list[OutgoingRecord], list[OutgoingRecord]]
"""Contacts, which come first, and lifecycle events."""


class NotDrainedError(RuntimeError):
    """Nothing came out of the pipeline."""


async def measure(place: Place, sizes: Sizes) -> Rounds:
    """Dossiers/s of each variant; new topics and processes each round."""
    rounds = no_rounds()
    for number in range(sizes.rounds):
        for variant in ORDER:
            rounds[variant].append(await _one_round(place, variant, sizes, number))
    return rounds


async def _one_round(place: Place, variant: Variant, sizes: Sizes, number: int) -> Measured:
    namespace = f"pipe-{variant.value}-{number}-"
    await place.create_topics(namespace)
    with running(place, namespace, modules(variant, "notifications", "stats")) as processes:
        return await drain(place, variant, namespace, processes, sizes)


async def drain(place: Place, variant: Variant, namespace: str, processes: Running, sizes: Sizes) -> Measured:
    """A first wave lets consumers join and code warm up; the second one is measured until all is out or time is up."""
    contacts = dossiers.Contacts(read_jwk(place.secret("notifications_public_jwk")))
    counters = Counters(place.store_url, namespace)
    warm = sizes.warm_dossiers if variant is not Variant.IDIOMATIC else sizes.warm_dossiers // 10
    wave = sizes.drain_dossiers if variant is not Variant.IDIOMATIC else sizes.plain_drain_dossiers
    try:
        await _publish(place, namespace, _records(contacts, range(warm)))
        if not await _until_out(place, namespace, counters, warm, _WARM_SECONDS):
            raise NotDrainedError(namespace)
        records = _records(contacts, range(warm, warm + wave))
        cpu, begun = cpu_seconds(processes.pids), time.perf_counter()
        await _publish(place, namespace, records)
        await _until_out(place, namespace, counters, warm + wave, sizes.drain_seconds)
        out = min(await counters.submitted(), lines(place.sms_file(namespace))) - warm
        seconds, used = time.perf_counter() - begun, cpu_seconds(processes.pids) - cpu
    finally:
        counters.close()
    return Measured(out, seconds, used)


def _records(contacts: dossiers.Contacts, numbers: range) -> Records:
    lives = [dossiers.accepted_now(number) for number in numbers]
    return [contacts.record(number) for number in numbers], list(dossiers.in_waves(lives))


async def _publish(place: Place, namespace: str, records: Records) -> None:
    for part in records:
        await dossiers.publish(place.kafka, namespace, part)


async def _until_out(place: Place, namespace: str, counters: Counters, wanted: int, seconds: float) -> bool:
    async def out() -> bool:
        return lines(place.sms_file(namespace)) >= wanted and await counters.submitted() >= wanted

    return await wait_until(out, seconds)
