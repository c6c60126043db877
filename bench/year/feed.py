"""The year of article 003 as lifecycle events: its agencies, procedures, days and outcomes, in the order of time."""

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count, islice
from random import Random
from typing import Any, Final

from services.contracts.envelope import Envelope, event_id, to_headers
from services.contracts.events import event_type_of
from services.contracts.events.lifecycle import (
    Accepted,
    Completed,
    Refused,
    Registered,
    Returned,
    Snapshot,
    SupplementRequested,
)
from services.contracts.topics import LIFECYCLE
from services.kernel.catalogue import Catalogue
from services.kernel.times import local_day
from services.ops.scenario.plan import FINISHED, Planned
from services.ops.scenario.run import prepare
from services.runtime.kafka.records import OutgoingRecord

SCENARIO: Final = "s003"
EVENTS_A_DOSSIER: Final = 4
"""Registered, accepted, completed, returned; the few that are not finished have less."""
WHOLE_YEAR: Final = 1_000_000
_SHORT_LIVES: Final = 5_000  # more than what the unfinished dossiers lack
_SEED: Final = 20231231
_MOMENT: Final = timedelta(minutes=1)
_UNTIL_RETURNED: Final = timedelta(minutes=20)

Life = Sequence[Snapshot]


def sample(dossiers: Sequence[Planned], number: int) -> list[Planned]:
    """Return `number` of them, always the same ones, in the order of reception; raises ValueError for too many."""
    chosen = Random(_SEED).sample(range(len(dossiers)), number)
    return sorted((dossiers[place] for place in chosen), key=lambda dossier: dossier.received_at)


def first_events(number: int) -> Iterator[OutgoingRecord]:
    """Yield so many events from the beginning of the year; a year has a million, or more if more are wanted.

    So a small run has the density of a large one, and counters as full. Raises ValueError above 1,900,000.
    """
    prepared = prepare(SCENARIO, 1)
    dossiers = sample(prepared.dossiers, -(-max(number, WHOLE_YEAR) // EVENTS_A_DOSSIER) + _SHORT_LIVES)
    return islice(year(prepared.catalogue, dossiers), number)


def year(catalogue: Catalogue, dossiers: Sequence[Planned]) -> Iterator[OutgoingRecord]:
    """Yield the events of dossiers in the order of reception, each at its moment among those of the others."""
    numbers, tie = Counter[tuple[str, str]](), count()
    later: list[tuple[datetime, int, int, Snapshot]] = []
    for dossier in dossiers:
        while later and later[0][0] <= dossier.received_at:
            yield _record(*heapq.heappop(later)[2:])
        day = f"{local_day(dossier.received_at):%y%m%d}"
        numbers[dossier.agency, day] += 1
        code = f"{dossier.agency}-{day}-{numbers[dossier.agency, day]:04d}"
        for seq, event in enumerate(life(dossier, code, catalogue), 1):
            heapq.heappush(later, (event.occurred_at, next(tie), seq, event))
    while later:
        yield _record(*heapq.heappop(later)[2:])


def life(dossier: Planned, code: str, catalogue: Catalogue) -> Life:
    """Return all events of one dossier."""
    at = dossier.received_at
    base = _base(dossier, code)
    registered = Registered(**base, occurred_at=at, status=1)
    if dossier.outcome == "refused":
        refused = {"occurred_at": at, "finished_at": at, "status": 3, "outcome": "refused", "reason": "papers"}
        return (registered, Refused(**base, **refused))
    procedure = catalogue.procedures[dossier.procedure]
    due_at = catalogue.appointment(procedure, at, dossier.batch.tags, dossier.agency)
    base |= {"received_at": at, "due_at": due_at}
    accepted = Accepted(**base, occurred_at=at, status=2, clock="running")
    if dossier.outcome in FINISHED and dossier.finished_at is not None:
        return (registered, accepted, *_finished(base, dossier.finished_at, dossier.outcome))
    if dossier.outcome == "awaiting_supplement":
        base["due_at"] = None
        return (registered, accepted, SupplementRequested(**base, occurred_at=at + _MOMENT, status=5, clock="paused"))
    return (registered, accepted)


def _finished(base: dict[str, Any], at: datetime, outcome: str) -> Life:
    ended = base | {"finished_at": at, "outcome": outcome, "clock": "stopped"}
    returned_at = at + _UNTIL_RETURNED
    return (
        Completed(**ended, occurred_at=at, status=9),
        Returned(**ended, occurred_at=returned_at, returned_at=returned_at, status=10),
    )


def _base(dossier: Planned, code: str) -> dict[str, Any]:
    return {
        "code": code,
        "agency": dossier.agency,
        "province": dossier.agency.partition(".")[0],
        "tier": dossier.tier,
        "procedure": dossier.procedure,
        "field": dossier.field,
        "channel": dossier.batch.channel,
        "tags": dossier.batch.tags,
        "attributes": dict(dossier.attributes),
        "filed_at": dossier.received_at,
        "backfill": True,
    }


def _record(seq: int, event: Snapshot) -> OutgoingRecord:
    envelope = Envelope(
        id=event_id("intake", LIFECYCLE.name, event.code, seq),
        type=event_type_of(type(event)).name,
        source="urn:lienthong:intake",
        subject=event.code,
        time=event.occurred_at,
        seq=seq,
    )
    return OutgoingRecord(LIFECYCLE.name, event.code.encode(), event.model_dump_json().encode(), to_headers(envelope))
