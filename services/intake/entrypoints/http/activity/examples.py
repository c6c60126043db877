"""Examples of the desk's answers in the OpenAPI document."""

from typing import Any, Final

__all__ = ["CALL", "CHECKLIST", "HOURS", "PETITION", "QUESTIONS", "SCREEN", "SURVEYED", "TICKET", "VISIT"]

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
CALL: Final[dict[str, Any]] = {
    "call": "C-H90.01-261123-0001",
    "agency": "H90.01",
    "agency_name": "Đắk Song",
    "field": "civil_status",
    "field_name": "Hộ tịch",
    "at": "2026-11-23T08:00:00+07:00",
    "outcome": "answered",
    "procedure": "1.001193@1",
    "case": "default",
    "told": ["declaration"],
    "extension": None,
    "dossier": None,
    "complete_at_first_try": None,
    "links": {"self": "/v1/desk/calls/C-H90.01-261123-0001"},
}
CHECKLIST: Final[dict[str, Any]] = {
    "agency": "H90.01",
    "procedure": "1.001193@1",
    "procedure_name": "Đăng ký khai sinh",
    "field": "civil_status",
    "case": "default",
    "case_name": "Trường hợp chung",
    "cases": [{"case": "default", "name": "Trường hợp chung", "name_en": "General case"}],
    "components": [
        {
            "component": "declaration",
            "name": "Tờ khai đăng ký khai sinh",
            "name_en": "Declaration",
            "original": 1,
            "copies": 0,
            "form": None,
            "required": True,
        }
    ],
    "transfer": {"extension": None, "fallback": None},
}
VISIT: Final[dict[str, Any]] = {
    "visit": "V-H90.01-261123-0001",
    "agency": "H90.01",
    "agency_name": "Đắk Song",
    "field": "land",
    "field_name": "Đất đai",
    "at": "2026-11-23T08:00:00+07:00",
    "outcome": "guided",
    "dossier": None,
    "links": {"self": "/v1/desk/visits/V-H90.01-261123-0001"},
}
HOURS: Final[dict[str, Any]] = {
    "agency": "H90.01",
    "agency_name": "Đắk Song",
    "day": "2026-11-23",
    "open": True,
    "windows": [
        {
            "opens": "2026-11-23T07:30:00+07:00",
            "closes": "2026-11-23T11:30:00+07:00",
            "window": "working",
            "fields": None,
        }
    ],
    "periods": [
        {
            "opened_at": "2026-11-23T07:42:00+07:00",
            "late_minutes": 12,
            "closed_at": None,
            "early_minutes": 0,
            "breach": True,
        }
    ],
    "missed": 0,
}
PETITION: Final[dict[str, Any]] = {
    "petition": "P-H90.01-261123-0001",
    "agency": "H90.01",
    "agency_name": "Đắk Song",
    "field": None,
    "field_name": None,
    "kind": "feedback",
    "about": "lateness",
    "state": "received",
    "received_at": "2026-11-23T08:00:00+07:00",
    "acknowledged_at": None,
    "due_at": "2026-12-15T17:00:00+07:00",
    "overdue": False,
    "answered_at": None,
    "published_at": None,
    "refusal": None,
    "score": None,
}
QUESTIONS: Final[dict[str, Any]] = {
    "questions": [{"question": "overall", "vi": "Mức độ hài lòng chung", "en": "Overall satisfaction"}],
    "least": 1,
    "most": 5,
}
SURVEYED: Final[dict[str, Any]] = {"form": "result", "answered": True}
