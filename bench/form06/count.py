"""Counts a year of planned dossiers as the service does, batch by batch, straight into a store."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from bench.lives import life, tallies
from services.contracts.events.payload import Payload
from services.contracts.topics import LIFECYCLE
from services.kernel.catalogue import Catalogue
from services.ops.scenario.plan import Planned
from services.stats.application.apply_batch import apply_batch
from services.stats.application.counted import Counted
from services.stats.application.ports import Ledger
from services.stats.domain.batch import Event

__all__ = ["CountedYear", "count_year"]

_BATCH: Final = 25_000  # a dossier's events come together, so larger batches write each fact and counter less often
_TOLD_EVERY: Final = 100_000


@dataclass(slots=True)
class CountedYear:
    """How many events were counted, and the subjects by the name of their rules."""

    events: int = 0
    begun: float = field(default_factory=time.perf_counter)
    subjects: dict[str, list[str]] = field(default_factory=dict)


async def count_year(
    ledger: Ledger, counted: Sequence[Counted], catalogue: Catalogue, dossiers: Iterable[Planned]
) -> CountedYear:
    """Count all events; secret dossiers are known by their tallies alone."""
    ordered = sorted(dossiers, key=lambda dossier: dossier.received_at)
    open_ones = [dossier for dossier in ordered if not dossier.is_secret]
    lives = (life(dossier, _code(number, dossier), catalogue) for number, dossier in enumerate(open_ones))
    secret_ones = (tallies(dossier, f"t{number}") for number, dossier in enumerate(ordered) if dossier.is_secret)
    year = CountedYear()
    for item in counted:
        if item.topic.name == LIFECYCLE.name:
            await _count(ledger, item, lives, year)
        elif item.rules.name == "tallies":
            await _count(ledger, item, secret_ones, year)
    return year


async def _count(ledger: Ledger, item: Counted, lives: Iterable[Sequence[Payload]], year: CountedYear) -> None:
    events, subjects = _events(item, lives), dict[str, None]()
    while batch := list(islice(events, _BATCH)):
        gaps = await apply_batch(batch, item.rules, ledger)
        if gaps:
            raise ValueError(gaps[0])
        subjects |= dict.fromkeys(event.subject for event in batch)
        year.events += len(batch)
        if year.events % _TOLD_EVERY == 0:
            print(f"{year.events:,} events are counted after {time.perf_counter() - year.begun:,.0f} s", flush=True)
    year.subjects[item.rules.name] = list(subjects)


def _events(item: Counted, lives: Iterable[Sequence[Payload]]) -> Iterator[Event]:
    offset = 0
    for events in lives:
        for seq, data in enumerate(events, 1):
            yield Event(offset % _BATCH, item.rules.name, offset, _subject(data), seq, item.translate(data))
            offset += 1


def _subject(data: Payload) -> str:
    return str(data.model_dump(include={"code", "tally"}).popitem()[1])


def _code(number: int, dossier: Planned) -> str:
    return f"{dossier.agency}-{dossier.day:%y%m%d}-{number:06d}"
