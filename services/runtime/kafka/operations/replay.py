"""Replaying dead letters: in order per aggregate, again and again until the queue is empty or one fails again."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from services.runtime.kafka.identity import header_text
from services.runtime.kafka.letters import REPLAY_OF, Letter, LetterKind
from services.runtime.kafka.operations.control import is_compacted, replayed
from services.runtime.kafka.operations.desk import Desk, by_aggregate
from services.runtime.kafka.operations.reading import read_topic
from services.runtime.kafka.resolutions import Queue, Resolution

_MOST_ROUNDS: Final = 50
_AT_ONCE: Final = 32

Wanted = Callable[[Letter], bool]


@dataclass(slots=True)
class ReplayReport:
    """What a replay came to; `consumed` is False when the consumer did not read it in time."""

    replayed: int = 0
    superseded: int = 0
    rounds: int = 0
    failed_again: list[Letter] = field(default_factory=list)
    consumed: bool = True


async def replay(desk: Desk, wanted: Wanted, reason: str) -> ReplayReport:
    """Replay the open letters that are wanted, with everything else that waits behind the same aggregate.

    Letters that were parked while a replay ran are taken in the next round. An aggregate whose event fails again
    stays blocked and is reported.
    """
    report = ReplayReport()
    queue = await desk.read()
    letters = _with_aggregates(queue, wanted)
    while letters and report.rounds < _MOST_ROUNDS:
        report.rounds += 1
        await _round(desk, letters, reason, report)
        if not await desk.wait():
            report.consumed = False
            return report
        letters = _next(await desk.read(), letters, report)
    return report


async def _round(desk: Desk, letters: Sequence[Letter], reason: str, report: ReplayReport) -> None:
    slots = asyncio.Semaphore(_AT_ONCE)

    async def back(group: Sequence[Letter]) -> None:
        async with slots:
            await _give_back(desk, group, reason, report)

    await asyncio.gather(*(back(group) for group in by_aggregate(letters)))


async def _give_back(desk: Desk, group: Sequence[Letter], reason: str, report: ReplayReport) -> None:
    if is_compacted(group[0]) and await _superseded(desk, group[0]):
        await desk.resolve(group[0], Resolution.DISCARDED, "superseded")
        report.superseded += 1
        return
    for letter in group:
        await desk.send(replayed(letter))
    # Closed only once all are back: a crash before this replays them twice, which consumers take as duplicates.
    for letter in group:
        await desk.resolve(letter, Resolution.REPLAYED, reason)
    report.replayed += len(group)
    await desk.finish(group)


async def _superseded(desk: Desk, letter: Letter) -> bool:
    """Say whether the key got a later record on its compacted topic, which the old one must not replace."""
    later = read_topic(desk.bootstrap, desk.namespace, letter.topic, {letter.partition: letter.offset + 1})
    return any([raw.key == letter.key async for raw in later])


def _with_aggregates(queue: Queue, wanted: Wanted) -> list[Letter]:
    chosen = [letter for letter in queue.open.values() if wanted(letter)]
    aggregates = {letter.aggregate for letter in chosen} - {None}
    ids = {letter.id for letter in chosen}
    return [letter for letter in queue.open.values() if letter.id in ids or letter.aggregate in aggregates]


def _next(queue: Queue, before: Iterable[Letter], report: ReplayReport) -> list[Letter]:
    """Return what was parked meanwhile, without the aggregates that failed again."""
    ids = {letter.id for letter in before}
    aggregates = {letter.aggregate for letter in before} - {None}
    ours = [
        letter
        for letter in queue.open.values()
        if letter.aggregate in aggregates or header_text(letter.headers, REPLAY_OF) in ids
    ]
    failed = [letter for letter in ours if letter.kind is LetterKind.FAILED]
    report.failed_again.extend(failed)
    broken = {letter.aggregate for letter in failed}
    return [letter for letter in ours if letter.kind is LetterKind.PARKED and letter.aggregate not in broken]
