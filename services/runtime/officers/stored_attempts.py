"""Failed sign-ins by a hash of the login: what was typed may be a password in the wrong place."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Final

from services.runtime.officers.lockout import Attempts
from services.runtime.store import Documents

__all__ = ["COLLECTION", "StoredAttempts"]

COLLECTION: Final = "officer_attempts"


class StoredAttempts:
    """Implements the port `AttemptLog`; the count moves by compare and set."""

    def __init__(self, documents: Documents, digest: Callable[[bytes], str]) -> None:
        self._documents = documents
        self._digest = digest

    async def load(self, login: str) -> Attempts:
        row = await self._documents.find_one({"_id": self._key(login)})
        return Attempts() if row is None else Attempts(row["failures"], row["locked_until"], row["last_at"])

    async def record(self, login: str, before: Attempts, after: Attempts) -> bool:
        key = self._key(login)
        values = asdict(after)
        if before.failures == 0:
            return await self._documents.insert({"_id": key, **values})
        # A count alone could come again after it was forgotten; with its time it cannot.
        condition = {"_id": key, "failures": before.failures, "last_at": before.last_at}
        return await self._documents.update_one(condition, {"$set": values}) == 1

    async def forget_before(self, last_before: datetime) -> int:
        return await self._documents.delete({"last_at": {"$lt": last_before}})

    async def clear(self, login: str) -> None:
        await self._documents.delete({"_id": self._key(login)})

    def _key(self, login: str) -> str:
        return self._digest(f"officer-login/{login}".encode())
