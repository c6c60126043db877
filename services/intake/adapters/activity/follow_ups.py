"""The collection `desk_follow_ups`: a row per dossier that the desk's other records have to hear of.

Row: {_id: code, version, at}, written before the commit that makes that version of the dossier.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from services.intake.application.activity.follow_up import Announced, concerns_desk
from services.intake.application.dossiers.ports import Dossiers, Kept, Pending
from services.kernel.times import Clock
from services.runtime.aggregates.model import CommitOutcome
from services.runtime.store import BulkOp, DeleteDoc, Documents, UpdateDoc

__all__ = ["COLLECTION", "AnnouncedDossiers", "StoredFollowUps"]

COLLECTION: Final = "desk_follow_ups"
_RACES: Final = 8


class StoredFollowUps:
    """Implements the port `FollowUps`."""

    def __init__(self, documents: Documents, clock: Clock) -> None:
        self._documents = documents
        self._clock = clock

    async def announce(self, pendings: Iterable[Pending]) -> None:
        """Version and time only ever grow; of two processes that insert the same row, the loser updates it."""
        at = self._clock()
        rows = {each.kept.dossier.code: _next_version(each) for each in pendings if concerns_desk(each)}
        ops: list[BulkOp] = [
            UpdateDoc({"_id": code}, {"$max": {"version": version, "at": at}}, upsert=True)
            for code, version in sorted(rows.items())
        ]
        for _ in range(_RACES):
            if not ops:
                return
            result = await self._documents.write_bulk(ops)
            ops = [ops[index] for index in sorted(result.duplicates)]

    async def announced(self, after: str, limit: int) -> list[Announced]:
        found = await self._documents.find({"_id": {"$gt": after}}, sort=(("_id", 1),), limit=limit)
        return [Announced(row["_id"], row["version"], row["at"]) for row in found]

    async def clear(self, rows: Sequence[Announced]) -> None:
        gone: list[BulkOp] = [
            DeleteDoc({"_id": row.code, "version": {"$lte": row.version}, "at": {"$lte": row.at}}) for row in rows
        ]
        if gone:
            await self._documents.write_bulk(gone)


class AnnouncedDossiers:
    """Dossiers whose commits are announced to the desk when they concern it; implements the port `Dossiers`."""

    def __init__(self, dossiers: Dossiers, follow_ups: StoredFollowUps) -> None:
        self._dossiers = dossiers
        self._follow_ups = follow_ups

    async def load(self, code: str) -> Kept | None:
        return await self._dossiers.load(code)

    async def load_many(self, codes: Iterable[str]) -> dict[str, Kept]:
        return await self._dossiers.load_many(codes)

    async def commit(self, pending: Pending) -> CommitOutcome:
        if concerns_desk(pending):
            await self._follow_ups.announce((pending,))
        return await self._dossiers.commit(pending)

    async def commit_many(self, pendings: Sequence[Pending]) -> dict[str, CommitOutcome]:
        await self._follow_ups.announce(pendings)
        return await self._dossiers.commit_many(pendings)


def _next_version(pending: Pending) -> int:
    return pending.kept.basis.version + 1 if pending.kept.basis else 1
