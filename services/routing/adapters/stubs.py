"""The collection `stubs`: reports that wait for a route, each with its record as it came."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from services.routing.application.ports import Stub
from services.runtime.kafka.records import RawRecord
from services.runtime.store import DeleteDoc, Documents, UpdateDoc

__all__ = ["COLLECTION", "StoredStubs"]

COLLECTION: Final = "stubs"


class StoredStubs:
    """Rows go only when they are due, which the route's opening does not hurry: a day's worth at most."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def note(self, stubs: Sequence[Stub]) -> None:
        """Raises TransientError."""
        latest = {stub.id: stub for stub in stubs}
        await self._documents.write_bulk([_upsert(stub) for stub in latest.values()])

    async def due(self, now: datetime, limit: int) -> list[Stub]:
        rows = await self._documents.find({"wake_at": {"$lte": now}}, sort=(("wake_at", 1), ("_id", 1)), limit=limit)
        return [_stub(row) for row in rows]

    async def remove(self, ids: Sequence[str]) -> None:
        await self._documents.write_bulk([DeleteDoc({"_id": id_}) for id_ in ids])


def _upsert(stub: Stub) -> UpdateDoc:
    raw = stub.record
    fields = {
        "code": stub.code,
        "report": stub.report,
        "topic": raw.topic,
        "partition": raw.partition,
        "offset": raw.offset,
        "timestamp_ms": raw.timestamp_ms,
        "key": raw.key,
        "value": raw.value,
        "headers": [[name, value] for name, value in raw.headers],
    }
    return UpdateDoc({"_id": stub.id}, {"$set": fields, "$max": {"wake_at": stub.wake_at}}, upsert=True)


def _stub(row: Mapping[str, Any]) -> Stub:
    record = RawRecord(
        topic=row["topic"],
        partition=row["partition"],
        offset=row["offset"],
        timestamp_ms=row["timestamp_ms"],
        key=row["key"],
        value=row["value"],
        headers=tuple((name, value) for name, value in row["headers"]),
    )
    return Stub(row["code"], row["report"], row["wake_at"], record)
