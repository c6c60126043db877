"""The queue of foreign systems: live rows by `system|dossier|seq`, and what was delivered by `system|dossier`.

Rows go when they are delivered, so a system's page is a range of ids in a small collection. What was delivered stays
as one number a dossier: an event that is published again puts its row back, and the number says that it is done.
"""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from services.routing.application.foreign.ports import Waiting
from services.routing.domain.foreign.handover import HandOver
from services.runtime.aggregates.coalescer import Coalescer
from services.runtime.store import DeleteDoc, Document, Documents, UpdateDoc

__all__ = ["QUEUE", "SENT", "StoredQueue"]

QUEUE: Final = "foreign_queue"
SENT: Final = "foreign_sent"
_AFTER_BAR: Final = "}"  # the character after "|"
_PAGES: Final = 4
"""A page is so many times what is wanted: a dossier rarely has more messages waiting."""
_MOST: Final = 500


class StoredQueue:
    """Implements the port `Queue`."""

    def __init__(self, rows: Documents, sent: Documents) -> None:
        self._rows = rows
        self._sent = sent
        self._adding: Coalescer[HandOver, None] = Coalescer(
            self._write, lambda handover: handover.id, window=0.002, max_batch=_MOST, lanes=1
        )

    async def add(self, handovers: Sequence[HandOver]) -> None:
        for handover in handovers:
            await self._adding.submit(handover)

    async def next(self, system: str, limit: int) -> list[HandOver]:
        found: dict[str, HandOver] = {}
        blocked: set[str] = set()
        after = f"{system}|"
        while len(found) < limit and (page := await self._page(system, after, _PAGES * limit)):
            for handover in page:
                if handover.refused:
                    blocked.add(handover.subject)
                elif handover.subject not in blocked:
                    found.setdefault(handover.subject, handover)
            after = page[-1].id
        return list(found.values())[:limit]

    async def repeated(self, handovers: Sequence[HandOver]) -> frozenset[str]:
        sent = await self._sent.find_many([_dossier(handover) for handover in handovers])
        return frozenset(each.id for each in handovers if sent.get(_dossier(each), {}).get("seq", 0) >= each.seq)

    async def delivered(self, handovers: Sequence[HandOver]) -> None:
        await self._sent.write_bulk(
            [UpdateDoc({"_id": _dossier(each)}, {"$max": {"seq": each.seq}}, upsert=True) for each in handovers]
        )
        await self._rows.write_bulk([DeleteDoc({"_id": each.id}) for each in handovers])

    async def refuse(self, handover: HandOver, reason: str) -> None:
        await self._rows.update_one({"_id": handover.id}, {"$set": {"refused": reason}})

    async def retry(self, system: str) -> int:
        refused = [each async for each in self._all(system) if each.refused]
        await self._rows.write_bulk([UpdateDoc({"_id": each.id}, {"$set": {"refused": None}}) for each in refused])
        return len(refused)

    async def waiting(self, system: str) -> Waiting:
        messages, refused, oldest = 0, 0, None
        async for handover in self._all(system):
            messages += 1
            refused += handover.refused is not None
            oldest = min(oldest or handover.at, handover.at)
        return Waiting(messages, refused, oldest)

    async def _all(self, system: str) -> AsyncIterator[HandOver]:
        after = f"{system}|"
        while page := await self._page(system, after, _MOST):
            for handover in page:
                yield handover
            after = page[-1].id

    async def _page(self, system: str, after: str, limit: int) -> list[HandOver]:
        ids = {"$gt": after, "$lt": f"{system}{_AFTER_BAR}"}
        rows = await self._rows.find({"_id": ids}, sort=(("_id", 1),), limit=limit)
        return [_handover(row) for row in rows]

    async def _write(self, handovers: Iterable[HandOver]) -> list[None]:
        ops = [UpdateDoc({"_id": each.id}, {"$setOnInsert": _fields(each)}, upsert=True) for each in handovers]
        await self._rows.write_bulk(ops)
        return [None] * len(ops)


def _dossier(handover: HandOver) -> str:
    return f"{handover.system}|{handover.subject}"


def _fields(handover: HandOver) -> dict[str, Any]:
    return {
        "system": handover.system,
        "subject": handover.subject,
        "seq": handover.seq,
        "event": handover.event,
        "type": handover.type,
        "at": handover.at.isoformat(),
        "data": dict(handover.data),
        "refused": handover.refused,
    }


def _handover(row: Document) -> HandOver:
    return HandOver(
        system=row["system"],
        subject=row["subject"],
        seq=row["seq"],
        event=row["event"],
        type=row["type"],
        at=datetime.fromisoformat(row["at"]),
        data=row["data"],
        refused=row["refused"],
    )
