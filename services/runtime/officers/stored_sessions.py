"""Officers' sessions in the store, by the hash of their token."""

from dataclasses import asdict
from datetime import datetime
from typing import Final

from services.kernel.agency_code import AgencyCode
from services.runtime.officers.session import Session
from services.runtime.store import Document, Documents, Index

__all__ = ["COLLECTION", "INDEXES", "StoredSessions"]

COLLECTION: Final = "officer_sessions"
INDEXES: Final = (Index(COLLECTION, (("login", 1),), "login"),)


class StoredSessions:
    """Implements the port `Sessions`; few rows, so that what asks by login may scan on the embedded store."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def load(self, id_: str) -> Session | None:
        row = await self._documents.find_one({"_id": id_})
        return None if row is None else _session(row)

    async def save(self, session: Session) -> None:
        values = asdict(session)
        await self._documents.update_one({"_id": values.pop("id")}, {"$set": values}, upsert=True)

    async def seen(self, session: Session, at: datetime) -> None:
        """Never brings back a session that was ended meanwhile."""
        await self._documents.update_one({"_id": session.id}, {"$set": {"seen_at": at}})

    async def of(self, login: str) -> list[Session]:
        return [_session(row) for row in await self._documents.find({"login": login}, sort=[("opened_at", -1)])]

    async def end(self, id_: str) -> None:
        await self._documents.delete({"_id": id_})

    async def end_all(self, login: str) -> int:
        return await self._documents.delete({"login": login})

    async def forget_before(self, opened_before: datetime) -> int:
        return await self._documents.delete({"opened_at": {"$lt": opened_before}})


def _session(row: Document) -> Session:
    return Session(row["_id"], row["login"], AgencyCode(row["agency"]), row["epoch"], row["opened_at"], row["seen_at"])
