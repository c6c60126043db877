"""Who read personal data: the collection `access_log`, one small row per read, never changed again.

Row: {_id: "<code>|<instant UTC>|<random>", actor, agency, code, purpose, at}.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol
from uuid import uuid4

from services.kernel.times import Clock
from services.runtime.store import Document, Documents

__all__ = ["COLLECTION", "AccessEntry", "AccessLog", "StoredAccessLog"]

COLLECTION: Final = "access_log"
_TOKEN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/|@-]{0,127}")
_AFTER_SEPARATOR: Final = "}"
"""The character after `|`: the ids of a code's rows lie between."""


@dataclass(frozen=True, slots=True)
class AccessEntry:
    """One read of personal data: who, which dossier, what for, when (UTC); never what was read."""

    actor: str
    agency: str
    code: str
    purpose: str
    at: datetime


class AccessLog(Protocol):
    """Append-only; every read of personal data is written down before the data is shown."""

    async def record(self, actor: str, agency: str, code: str, purpose: str) -> None:
        """`actor` is an officer's or a client's id, `purpose` a token. Raises ValueError for anything else."""
        ...

    async def entries(self, code: str) -> list[AccessEntry]:
        """Who read of this dossier, oldest first."""
        ...


class StoredAccessLog:
    """Implements the port `AccessLog`. Raises TransientError; then the caller must not show the data."""

    def __init__(self, documents: Documents, clock: Clock) -> None:
        self._documents = documents
        self._clock = clock

    async def record(self, actor: str, agency: str, code: str, purpose: str) -> None:
        """Write one row; raises ValueError for what is no token, since free text could repeat what was read."""
        if not all(map(_TOKEN.fullmatch, (actor, agency, code, purpose))):
            raise ValueError("actor, agency, code and purpose are tokens")
        at = self._clock()
        values: dict[str, Any] = {"actor": actor, "agency": agency, "code": code, "purpose": purpose, "at": at}
        await self._documents.insert({"_id": f"{code}|{at.isoformat()}|{uuid4().hex[:12]}", **values})

    async def entries(self, code: str) -> list[AccessEntry]:
        rows = await self._documents.find({"_id": {"$gte": f"{code}|", "$lt": f"{code}{_AFTER_SEPARATOR}"}})
        return [_entry(row) for row in sorted(rows, key=lambda row: str(row["_id"]))]


def _entry(row: Document) -> AccessEntry:
    return AccessEntry(row["actor"], row["agency"], row["code"], row["purpose"], row["at"])
