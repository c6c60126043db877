"""How the gateway tells what became of an event."""

from typing import Any, Final
from urllib.parse import quote

from services.intake.application.agencies.event_ports import EventRow
from services.intake.application.agencies.receive_events import Receipt
from services.intake.application.dossiers.representation import local_text

__all__ = ["BATCH_EXAMPLE", "EVENT_EXAMPLE", "STATUS_EXAMPLE", "receipt_body", "status_body"]

_LINK: Final = "/v1/events/7f0c1d?agency=H90.20.01"
EVENT_EXAMPLE: Final[dict[str, Any]] = {"id": "7f0c1d", "state": "queued", "links": {"self": _LINK}}
STATUS_EXAMPLE: Final[dict[str, Any]] = {
    "id": "7f0c1d",
    "agency": "H90.20.01",
    "type": "vn.lienthong.report.leg_completed.v1",
    "code": "H90.01-261123-0001",
    "state": "rejected",
    "reason": "leg_not_open",
    "received_at": "2026-11-23T08:00:00+07:00",
    "settled_at": "2026-11-23T08:00:01+07:00",
    "links": {"self": _LINK},
}
BATCH_EXAMPLE: Final[dict[str, Any]] = {
    "accepted": 1,
    "results": [
        {"index": 0, "status": 202, **EVENT_EXAMPLE},
        {"index": 1, "status": 422, "id": "7f0c1e", "problem": {"type": "urn:lienthong:problem:signature_bad"}},
    ],
}


def receipt_body(receipt: Receipt) -> dict[str, Any]:
    return {"id": receipt.id, "state": receipt.row.state, "links": _links(receipt.agency, receipt.id)}


def status_body(agency: str, event_id: str, row: EventRow) -> dict[str, Any]:
    """queued, applied, or rejected with the reason; times in Viet Nam's zone."""
    return {
        "id": event_id,
        "agency": agency,
        "type": row.type,
        "code": row.code,
        "state": row.state,
        "reason": row.reason,
        "received_at": local_text(row.received_at),
        "settled_at": local_text(row.settled_at),
        "links": _links(agency, event_id),
    }


def _links(agency: str, event_id: str) -> dict[str, str]:
    return {"self": f"/v1/events/{quote(event_id, safe='')}?agency={agency}"}
