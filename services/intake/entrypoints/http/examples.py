"""Examples in the OpenAPI document; a test checks them against real answers."""

from typing import Any, Final

__all__ = ["DOSSIER", "TIMELINE", "answers"]

_CODE: Final = "H90.01-261123-0001"
DOSSIER: Final[dict[str, Any]] = {
    "code": _CODE,
    "status": 2,
    "status_text": "Được tiếp nhận",
    "agency": "H90.01",
    "agency_name": "Đắk Song",
    "procedure": "1.012753@1",
    "procedure_name": "Đăng ký, cấp giấy chứng nhận quyền sử dụng đất lần đầu",
    "field": "land",
    "channel": "direct",
    "assisted": False,
    "tags": [],
    "attributes": {"applicant": "individual", "fee_list": "100000"},
    "filed_at": "2026-11-23T08:00:00+07:00",
    "received_at": "2026-11-23T08:00:00+07:00",
    "appointment": "2026-12-10T08:00:00+07:00",
    "due_at": "2026-12-10T08:00:00+07:00",
    "clock": "running",
    "finished_at": None,
    "returned_at": None,
    "outcome": None,
    "backfill": False,
    "notify": True,
    "contact_disputed": False,
    "personal_data_erased_at": None,
    "case": "default",
    "components": None,
    "applicant_kind": "individual",
    "exemption": None,
    "assisted_by": None,
    "event_tag": None,
    "confirmed_by": None,
    "parent": None,
    "ticket": None,
    "call": None,
    "visit": None,
    "draft": None,
    "secret": False,
    "sandbox": False,
    "personally_signed": False,
    "plans": [],
    "dropped_tags": [],
    "warning": None,
    "result": None,
    "fee": {
        "total_vnd": 100000,
        "paid_vnd": 0,
        "lines": [
            {
                "kind": "charge",
                "name": "Lệ phí cấp giấy chứng nhận",
                "amount_vnd": 100000,
                "list_amount_vnd": 100000,
                "reduction": None,
                "moment": 4,
            }
        ],
        "payments": [],
    },
    "obligation": None,
    "successors": [],
    "substate": None,
    "supplement": None,
    "refusal": None,
    "apology": None,
    "stop_notice": None,
    "signatures": [],
    "late_cause": None,
    "violations": [],
    "receipt": {
        "number": f"BN-{_CODE}",
        "code": _CODE,
        "received_at": "2026-11-23T08:00:00+07:00",
        "appointment": "2026-12-10T08:00:00+07:00",
        "place": "Đắk Song",
        "fee_vnd": 100000,
    },
    "links": {
        "self": f"/v1/dossiers/{_CODE}",
        "timeline": f"/v1/dossiers/{_CODE}/timeline",
        "lookup": f"/tra-cuu/{_CODE}",
        "accept": f"/v1/dossiers/{_CODE}/accept",
        "refuse": f"/v1/dossiers/{_CODE}/refuse",
        "request-supplement": f"/v1/dossiers/{_CODE}/request-supplement",
        "supplement": f"/v1/dossiers/{_CODE}/supplement",
        "withdraw": f"/v1/dossiers/{_CODE}/withdraw",
        "stop": f"/v1/dossiers/{_CODE}/stop",
        "return": f"/v1/dossiers/{_CODE}/return",
        "apology": f"/v1/dossiers/{_CODE}/apology",
        "substate": f"/v1/dossiers/{_CODE}/substate",
        "complete": f"/v1/dossiers/{_CODE}/complete",
        "fee-payments": f"/v1/dossiers/{_CODE}/fee-payments",
        "result": f"/v1/dossiers/{_CODE}/result",
    },
}
TIMELINE: Final[dict[str, Any]] = {
    "code": _CODE,
    "status": 4,
    "steps": [
        {"what": "registered", "status": 1, "status_text": "Mới đăng ký", "at": "2026-11-23T08:00:00+07:00"},
        {"what": "accepted", "status": 2, "status_text": "Được tiếp nhận", "at": "2026-11-23T08:00:00+07:00"},
        {"what": "handling_started", "status": 4, "status_text": "Đang xử lý", "at": "2026-11-23T08:00:00+07:00"},
    ],
    "route": {
        "opened_at": "2026-11-23T08:00:00+07:00",
        "completed_at": None,
        "cancelled_at": None,
        "legs": [
            {
                "leg": "appraise",
                "attempt": 1,
                "agency": "H90.20.01",
                "agency_name": "Land branch 1",
                "state": "dispatched",
                "inside_clock": True,
                "dispatched_at": "2026-11-23T08:00:00+07:00",
                "received_at": None,
                "finished_at": None,
                "due_at": "2026-11-26T11:30:00+07:00",
                "slip": None,
                "used_minutes": 0,
                "overrun_minutes": 0,
            }
        ],
    },
}


def answers(example: dict[str, Any], description: str, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route: one success with its example; problems are described for all routes at once."""
    content = {"application/json": {"schema": {"type": "object"}, "example": example}}
    return {status: {"description": description, "content": content}}
