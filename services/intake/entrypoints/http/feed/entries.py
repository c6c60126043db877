"""How an entry of a feed looks, in the feed and in a webhook."""

from typing import Any, Final

from services.intake.application.feed.read_feed import Told

__all__ = ["ENTRY_EXAMPLE", "entry_body"]

ENTRY_EXAMPLE: Final[dict[str, Any]] = {
    "id": "0b51cbd1-60ee-5c2a-a8a4-5dbd24b2a0a4",
    "type": "vn.lienthong.dossier.accepted.v1",
    "agency": "H90.01",
    "code": "H90.01-261123-0001",
    "at": "2026-11-23T01:00:00+00:00",
    "data": {"agency": "H90.01", "procedure": "1.012753@1", "status": 2, "due_at": "2026-11-25T03:30:00Z"},
    "cursor": "H90.01:12",
}


def entry_body(told: Told) -> dict[str, Any]:
    entry = told.placed.entry
    return {
        "id": entry.id,
        "type": entry.type,
        "agency": told.agency,
        "code": entry.code,
        "at": entry.at,
        "data": entry.data,
        "cursor": told.cursor,
    }
