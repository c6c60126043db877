"""The gateway's side of the event register: rows are opened as queued before anything is published."""

from collections.abc import Sequence
from typing import Any, Final

from services.intake.application.agencies.event_ports import EventRow, NewRow
from services.runtime.aggregates.coalescer import Coalescer
from services.runtime.failures import TransientError
from services.runtime.store import Document, Documents, InsertDoc

__all__ = ["StoredInboundEvents"]

_WINDOW_SECONDS: Final = 0.001
_MOST_CLAIMS: Final = 500


class StoredInboundEvents:
    """Implements the port `InboundEvents`: first come, first kept; concurrent callers share one write."""

    def __init__(self, events: Documents) -> None:
        self._events = events
        # One item per key and batch: of two claims of one key, the second finds the first one's row.
        self._claims: Coalescer[NewRow, EventRow] = Coalescer(
            self._claim_many, lambda row: row.key, window=_WINDOW_SECONDS, max_batch=_MOST_CLAIMS, lanes=2
        )

    async def claim(self, row: NewRow) -> EventRow:
        return await self._claims.submit(row)

    async def find(self, key: str) -> EventRow | None:
        document = await self._events.find_one({"_id": key})
        return None if document is None else _row(document)

    async def _claim_many(self, rows: Sequence[NewRow]) -> list[EventRow]:
        """A repeated bulk may meet its own effect; the row read back then has our digest, which is just as good."""
        documents = [_document(row) for row in rows]
        result = await self._events.write_bulk([InsertDoc(document) for document in documents])
        earlier = await self._events.find_many(sorted({rows[index].key for index in result.duplicates}))
        return [
            _earlier(earlier, row) if index in result.duplicates else _row(documents[index])
            for index, row in enumerate(rows)
        ]


def _document(row: NewRow) -> Document:
    values: dict[str, Any] = {"digest": row.digest, "type": row.type, "code": row.code, "client_id": row.client_id}
    state = {"state": "queued", "reason": None, "received_at": row.received_at, "settled_at": None}
    return {"_id": row.key} | values | state


def _earlier(found: dict[str, Document], row: NewRow) -> EventRow:
    if row.key not in found:
        raise TransientError("inbound_event_missing")
    return _row(found[row.key])


def _row(document: Document) -> EventRow:
    return EventRow(
        state=document["state"],
        reason=document.get("reason"),
        digest=document.get("digest"),
        type=document.get("type"),
        code=document.get("code"),
        received_at=document.get("received_at"),
        settled_at=document.get("settled_at"),
    )
