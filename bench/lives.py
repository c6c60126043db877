"""Lives of planned dossiers as intake tells of them: lifecycle events, of secret ones tallies alone."""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Final, NamedTuple

from services.contracts.envelope import Envelope, event_id, to_headers
from services.contracts.events import event_type_of
from services.contracts.events.lifecycle import (
    Accepted,
    Completed,
    Refused,
    Registered,
    Returned,
    Snapshot,
    Stopped,
    SupplementRequested,
)
from services.contracts.events.payload import Payload
from services.contracts.events.tally import DossierTallied
from services.contracts.topics import LIFECYCLE, TALLY, Topic
from services.kernel.catalogue import Catalogue
from services.kernel.status import Outcome
from services.kernel.times import local_day
from services.ops.scenario.plan import FINISHED, Planned
from services.runtime.kafka.records import OutgoingRecord

__all__ = ["Told", "life", "tallies", "told"]

_MOMENT: Final = timedelta(minutes=1)
_UNTIL_RETURNED: Final = timedelta(minutes=20)
_PENDING: Final = "pending"
_AWAITING: Final = "awaiting_supplement"


class Told(NamedTuple):
    """One event of one subject, numbered from 1 within it."""

    topic: Topic
    subject: str
    seq: int
    data: Payload

    def record(self) -> OutgoingRecord:
        """Return what intake's relay would publish."""
        envelope = Envelope(
            id=event_id("intake", self.topic.name, self.subject, self.seq),
            type=event_type_of(type(self.data)).name,
            source="urn:lienthong:intake",
            subject=self.subject,
            time=self.data.occurred_at,
            seq=self.seq,
        )
        value = self.data.model_dump_json().encode()
        return OutgoingRecord(self.topic.name, self.subject.encode(), value, to_headers(envelope))


def told(dossiers: Iterable[Planned], catalogue: Catalogue) -> Iterator[Told]:
    """Yield the events of dossiers that are in the order of reception, each at its moment among those of the others."""
    numbers, tie = Counter[tuple[str, str]](), count()
    later: list[tuple[datetime, int, Told]] = []
    for dossier in dossiers:
        while later and later[0][0] <= dossier.received_at:
            yield heapq.heappop(later)[-1]
        day = f"{local_day(dossier.received_at):%y%m%d}"
        numbers[dossier.agency, day] += 1
        code = f"{dossier.agency}-{day}-{numbers[dossier.agency, day]:04d}"
        for event in _events(dossier, code, catalogue):
            heapq.heappush(later, (event.data.occurred_at, next(tie), event))
    while later:
        yield heapq.heappop(later)[-1]


def _events(dossier: Planned, code: str, catalogue: Catalogue) -> Iterator[Told]:
    """The id of a tally would be random; here it is made of the code, so that it is always the same."""
    if dossier.is_secret:
        tally = event_id("intake", TALLY.name, code, 0).replace("-", "")
        return (Told(TALLY, tally, seq, data) for seq, data in enumerate(tallies(dossier, tally), 1))
    return (Told(LIFECYCLE, code, seq, data) for seq, data in enumerate(life(dossier, code, catalogue), 1))


def life(dossier: Planned, code: str, catalogue: Catalogue, kin: Mapping[str, Any] | None = None) -> Sequence[Snapshot]:
    """Return all events of one dossier; `kin` is what they say of its group.

    Raises ValueError for an end that no article has.
    """
    at = dossier.received_at
    base = _base(dossier, code) | dict(kin or {})
    registered = Registered(**base, occurred_at=at, status=1)
    if dossier.outcome == Outcome.REFUSED:
        refused = {"occurred_at": at, "finished_at": at, "status": 3, "outcome": "refused", "reason": "papers"}
        return (registered, Refused(**base, **refused))
    base |= {"received_at": at, "due_at": dossier.due_at or _appointment(dossier, catalogue)}
    accepted = Accepted(**base, occurred_at=at, status=2, clock="running")
    if dossier.outcome in FINISHED and dossier.finished_at is not None:
        return (registered, accepted, *_finished(base, dossier.finished_at, dossier.outcome))
    if dossier.outcome == Outcome.STOPPED and (ended := dossier.finished_at) is not None:
        base |= {"finished_at": ended, "outcome": "stopped", "clock": "stopped", "reason": "not_eligible"}
        return (registered, accepted, Stopped(**base, occurred_at=ended, status=8))
    if dossier.outcome == _AWAITING:
        base["due_at"] = None
        return (registered, accepted, SupplementRequested(**base, occurred_at=at + _MOMENT, status=5, clock="paused"))
    if dossier.outcome != _PENDING:
        raise ValueError(f"{code}: nothing here tells how a dossier ends {dossier.outcome}")
    return (registered, accepted)


def tallies(dossier: Planned, tally: str) -> Sequence[DossierTallied]:
    """Return all that is told of a secret dossier: that it was received, and how it ended."""
    base = {"tally": tally, "agency": dossier.agency}
    received = DossierTallied.model_validate(
        base | {"occurred_at": dossier.received_at, "day": dossier.day, "outcome": _PENDING}
    )
    if dossier.finished_at is None:
        return (received,)
    ended = {"occurred_at": dossier.finished_at, "day": dossier.finished_on, "outcome": dossier.outcome}
    return (received, DossierTallied.model_validate(base | ended))


def _finished(base: dict[str, Any], at: datetime, outcome: str) -> Sequence[Snapshot]:
    ended = base | {"finished_at": at, "outcome": outcome, "clock": "stopped"}
    returned_at = at + _UNTIL_RETURNED
    return (
        Completed(**ended, occurred_at=at, status=9),
        Returned(**ended, occurred_at=returned_at, returned_at=returned_at, status=10),
    )


def _appointment(dossier: Planned, catalogue: Catalogue) -> datetime | None:
    procedure = catalogue.procedure_at(dossier.procedure, dossier.agency)
    return catalogue.appointment(procedure, dossier.received_at, dossier.batch.tags, dossier.agency)


def _base(dossier: Planned, code: str) -> dict[str, Any]:
    return {
        "code": code,
        "agency": dossier.agency,
        "province": dossier.agency.partition(".")[0],
        "tier": dossier.tier,
        "procedure": dossier.procedure,
        "field": dossier.field,
        "channel": dossier.batch.channel,
        "assisted": dossier.batch.assisted,
        "tags": dossier.batch.tags,
        "attributes": dict(dossier.attributes),
        "filed_at": dossier.received_at,
        "backfill": True,
    }
