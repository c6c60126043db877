"""The events of a scenario's dossiers as records, some of them twice where the scenario says so."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Final

from bench.articles.beside import told_beside
from bench.articles.pace import Pace
from bench.lives import told
from services.ops.scenario.plan import Planned
from services.ops.scenario.prepared import Prepared
from services.runtime.kafka.records import OutgoingRecord

__all__ = ["EVENTS_A_DOSSIER", "records"]

EVENTS_A_DOSSIER: Final = 4
_REQUEST: Final = 500
"""So many events come in one request of an agency's software; `delivered_twice` is of each request"""


def records(prepared: Prepared, dossiers: Sequence[Planned]) -> Iterator[OutgoingRecord]:
    """Yield all events of dossiers that are in the order of reception, telling how many there are."""
    pace = Pace("published", EVENTS_A_DOSSIER * len(dossiers))
    everything = chain(told(dossiers, prepared.catalogue), told_beside(prepared.beside, prepared.catalogue))
    events = (each.record() for each in everything)
    for number, record in enumerate(_repeated(events, prepared.scenario.repeated), 1):
        yield record
        pace.reached(number)


def _repeated(events: Iterable[OutgoingRecord], repeated: int) -> Iterator[OutgoingRecord]:
    """Deliver the first few of each request once more after it, unchanged."""
    rest = iter(events)
    while request := list(islice(rest, _REQUEST)):
        yield from request
        yield from request[:repeated]
