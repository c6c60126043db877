"""Idempotency keys: the code that a key got is written before the dossier, so a retry ends with the same code."""

from collections.abc import Sequence
from datetime import datetime

from services.intake.application.dossiers.ports import KeyRecord
from services.kernel.times import require_utc
from services.runtime.aggregates.coalescer import Coalescer
from services.runtime.failures import TransientError
from services.runtime.store import Document, Documents, InsertDoc

__all__ = ["COLLECTION", "IdempotencyKeys"]

COLLECTION = "idempotency_keys"
_WINDOW_SECONDS = 0.001
_MOST_CLAIMS = 500


class IdempotencyKeys:
    """First come, first kept; concurrent callers share one write."""

    def __init__(self, keys: Documents) -> None:
        self._keys = keys
        # One item per key and batch: of two claims of one key, the second finds the first one's record.
        self._claims: Coalescer[KeyRecord, KeyRecord] = Coalescer(
            self._claim_many, lambda record: record.id, window=_WINDOW_SECONDS, max_batch=_MOST_CLAIMS, lanes=2
        )

    async def claim(self, record: KeyRecord) -> KeyRecord:
        """Return the record that holds for the key: this one, or an earlier one."""
        return await self._claims.submit(record)

    async def find(self, key: str) -> KeyRecord | None:
        document = await self._keys.find_one({"_id": key})
        return None if document is None else _record(document)

    async def _claim_many(self, records: Sequence[KeyRecord]) -> list[KeyRecord]:
        """A repeated bulk may meet its own effect; the record read back is then our own, which is just as good."""
        result = await self._keys.write_bulk([InsertDoc(_document(record)) for record in records])
        taken = sorted(result.duplicates)
        earlier = await self._keys.find_many(sorted({records[index].id for index in taken}))
        return [self._kept(record, earlier) if i in result.duplicates else record for i, record in enumerate(records)]

    def _kept(self, record: KeyRecord, earlier: dict[str, Document]) -> KeyRecord:
        if record.id not in earlier:
            raise TransientError("idempotency_record_missing")
        return _record(earlier[record.id])


def _document(record: KeyRecord) -> Document:
    # as text, because the store keeps whole milliseconds only and the retry must see the same instant
    filed_at = record.filed_at.isoformat()
    values = {"digest": record.digest, "code": record.code, "filed_at": filed_at, "backfill": record.backfill}
    return {"_id": record.id} | values


def _record(document: Document) -> KeyRecord:
    filed_at = require_utc(datetime.fromisoformat(document["filed_at"]))
    return KeyRecord(document["_id"], document["digest"], document["code"], filed_at, document["backfill"])
