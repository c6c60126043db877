"""From `route.progress.v1` to messages for the systems that handle the legs concerned.

Fed with every event before it leaves the outbox, as often as it is published: messages have deterministic ids, so one
that is worked out again changes nothing.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from services.contracts.envelope import Envelope
from services.contracts.events import event_type_of
from services.contracts.events.progress import (
    LegDispatched,
    LegFinished,
    LegPaused,
    LegResumed,
    ReportRejected,
    RouteCancelled,
)
from services.kernel.catalogue import ForeignSystem, Systems
from services.kernel.times import VIETNAM
from services.routing.application.foreign.ports import LegAgencies, Queue
from services.routing.domain.foreign.handover import HandOver
from services.routing.domain.foreign.words import REJECTED, WORDS, Words

__all__ = ["CONCERNING", "QueueProgress"]

_CANCELLED: Final = event_type_of(RouteCancelled).name
_REJECTED: Final = event_type_of(ReportRejected).name
_WORD_OF: Final[Mapping[str, Callable[[Words], str]]] = {
    event_type_of(LegDispatched).name: lambda words: words.dispatched,
    event_type_of(LegPaused).name: lambda words: words.paused,
    event_type_of(LegResumed).name: lambda words: words.resumed,
    event_type_of(LegFinished).name: lambda words: words.finished,
}
CONCERNING: Final = frozenset({*_WORD_OF, _CANCELLED, _REJECTED})
"""Event types that any foreign system is told."""
_TOLD: Final = (
    "code",
    "leg",
    "legs",
    "attempt",
    "agency",
    "procedure",
    "due_at",
    "acknowledge_by",
    "cause",
    "slip",
    "event_id",
    "reason",
)

Data = Mapping[str, Any]


class QueueProgress:
    """Neither told: back-filled dossiers, which were handled long ago, and legs that a child dossier does."""

    def __init__(self, systems: Systems, queue: Queue, agencies: LegAgencies) -> None:
        self._systems = systems
        self._queue = queue
        self._agencies = agencies
        self._served = frozenset(agency for system in systems for agency in system.agencies)

    def may_concern(self, data: Data) -> bool:
        """Cheap, because every event of a leg passes here: is it of an agency that any system ever serves?"""
        return not data["backfill"] and (data.get("agency") in self._served or bool(data.get("recalled")))

    async def __call__(self, envelope: Envelope, data: Data) -> None:
        """Raises TransientError; then the event stays in its outbox."""
        if not self.may_concern(data) or data.get("child"):
            return
        handovers = await self._handovers(envelope, data)
        if handovers:
            await self._queue.add(handovers)

    async def _handovers(self, envelope: Envelope, data: Data) -> list[HandOver]:
        day = envelope.time.astimezone(VIETNAM).date()
        if envelope.type == _CANCELLED:
            return await self._recalls(envelope, data, day)
        system = self._systems.serving(data["agency"], day)
        if system is None:
            return []
        if envelope.type == _REJECTED:
            ours = data["event_id"].startswith(f"{system.id}:")
            return [_handover(system, envelope, REJECTED, _without_prefix(data, system))] if ours else []
        return [_handover(system, envelope, _WORD_OF[envelope.type](WORDS[system.kind]), data)]

    async def _recalls(self, envelope: Envelope, data: Data, day: date) -> list[HandOver]:
        """One message a system, with all of its legs: a message's id names the event alone."""
        agencies = await self._agencies.of(data["code"]) if data["recalled"] else {}
        legs: dict[str, list[str]] = {}
        for leg in data["recalled"]:
            system = self._systems.serving(agencies[leg], day) if leg in agencies else None
            if system:
                legs.setdefault(system.id, []).append(leg)
        found = {id_: self._systems.find(id_) for id_ in legs}
        return [
            _handover(system, envelope, WORDS[system.kind].recalled, dict(data) | {"legs": legs[system.id]})
            for system in found.values()
            if system
        ]


def _handover(system: ForeignSystem, envelope: Envelope, type_: str, data: Data) -> HandOver:
    told = {name: data[name] for name in _TOLD if data.get(name) is not None}
    return HandOver(
        system=system.id,
        subject=envelope.subject,
        seq=envelope.seq or 0,
        event=envelope.id,
        type=type_,
        at=_moment(data, envelope.time),
        data=told,
    )


def _moment(data: Data, recorded: datetime) -> datetime:
    """Business time."""
    return datetime.fromisoformat(data["occurred_at"]) if "occurred_at" in data else recorded


def _without_prefix(data: Data, system: ForeignSystem) -> Data:
    """The system knows its reply by its own id."""
    return dict(data) | {"event_id": data["event_id"].removeprefix(f"{system.id}:")}
