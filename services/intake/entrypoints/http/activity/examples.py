"""Examples of the desk's answers in the OpenAPI document."""

from typing import Any, Final

__all__ = ["SCREEN", "TICKET"]

TICKET: Final[dict[str, Any]] = {
    "ticket": "T-H90.01-261123-land-0007",
    "label": "land-007",
    "agency": "H90.01",
    "agency_name": "Đắk Song",
    "field": "land",
    "field_name": "Đất đai",
    "number": 7,
    "state": "called",
    "issued_at": "2026-11-23T08:00:00+07:00",
    "closes_at": "2026-11-23T17:00:00+07:00",
    "window": "working",
    "counter": "3",
    "attempt": 1,
    "called_at": "2026-11-23T08:12:00+07:00",
    "serving_at": None,
    "ended_at": None,
    "wait_minutes": 12,
    "service_minutes": None,
    "links": {"self": "/v1/desk/tickets/T-H90.01-261123-land-0007"},
}
SCREEN: Final[dict[str, Any]] = {
    "agency": "H90.01",
    "agency_name": "Đắk Song",
    "at": "2026-11-23T08:12:00+07:00",
    "current": [
        {
            "label": "land-007",
            "field": "land",
            "counter": "3",
            "state": "called",
            "called_at": "2026-11-23T08:12:00+07:00",
        }
    ],
    "waiting": {"land": 4},
}
