"""What citizens said at the desk: texts of petitions, numbers of callers; erased with a dossier, or after their term.

The record itself stays, since it is counted; its ids begin with P- (petition) or C- (call).
"""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from services.intake.adapters.privacy.walk import walk
from services.intake.application.dossiers.ports import Dossiers
from services.intake.application.privacy.retention import Candidate
from services.runtime.failures import TransientError
from services.runtime.store import Documents

__all__ = ["EraseRecord", "ExpiringRecords", "LinkedRecords", "call_ended", "petition_ended"]

_ATTEMPTS: Final = 8
_NOTHING: Final[dict[str, Any]] = {"state.sealed": {}}
_HASHES: Final = {"state.record.caller_hash": ""}


class EraseRecord:
    """Drops the encrypted texts and the hash of a number; again and again without harm."""

    def __init__(self, records: Documents) -> None:
        self._records = records

    async def __call__(self, id_: str) -> bool:
        """Return whether there was something. Raises TransientError."""
        for _ in range(_ATTEMPTS):
            row = await self._records.find_one({"_id": id_}, projection={"_id": 1, "state": 1, "version": 1})
            if row is None or not (row["state"].get("sealed") or row["state"]["record"].get("caller_hash")):
                return False
            update = {"$set": _NOTHING, "$unset": _HASHES, "$inc": {"version": 1}}
            if await self._records.update_one({"_id": id_, "version": row["version"]}, update):
                return True
        raise TransientError("record_contended")


class LinkedRecords:
    """Implements the port `LinkedData`: the call behind a dossier, and petitions about it."""

    def __init__(self, records: Documents, dossiers: Dossiers, erase: EraseRecord) -> None:
        self._records = records
        self._dossiers = dossiers
        self._erase = erase

    async def erase(self, code: str) -> int:
        kept = await self._dossiers.load(code)
        ids = {kept.dossier.filing.call} if kept and kept.dossier.filing.call else set[str]()
        for name in ("code", "about"):
            found = await self._records.find({f"state.record.{name}": code}, projection={"_id": 1})
            ids |= {row["_id"] for row in found}
        return sum([await self._erase(id_) for id_ in sorted(filter(None, ids))])


@dataclass(frozen=True, slots=True)
class ExpiringRecords:
    """Records whose id begins with `prefix` and that still have texts; `ended` gives since when the term runs."""

    documents: Documents
    retention_class: str
    prefix: str
    ended: Callable[[Mapping[str, Any]], str | None]
    erase_one: EraseRecord

    async def candidates(self) -> AsyncIterator[Candidate]:
        async for page in walk(self.documents, {}, ("state.record", "state.sealed"), after=self.prefix):
            if not page[0]["_id"].startswith(self.prefix):
                return
            for row in page:
                record, since = row["state"]["record"], self.ended(row["state"]["record"])
                if row["_id"].startswith(self.prefix) and since and row["state"].get("sealed"):
                    yield Candidate(row["_id"], record["agency"], datetime.fromisoformat(since))

    async def erase(self, id_: str) -> None:
        await self.erase_one(id_)


def petition_ended(record: Mapping[str, Any]) -> str | None:
    """None while it may still be answered or published."""
    moments = (record.get(name) for name in ("published_at", "answered_at", "ended_at"))
    return next((moment for moment in moments if moment), None)


def call_ended(record: Mapping[str, Any]) -> str | None:
    return record.get("at")
