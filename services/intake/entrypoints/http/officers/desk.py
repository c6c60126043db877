"""The officers' desk: where it is, how it speaks, and the types of its pages."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from services.intake.entrypoints.http.officers.desk_words import DeskWords
from services.runtime.web import Pages
from services.runtime.web.desk.cookies import TokenCookie
from services.runtime.web.desk.desk_routes import DeskRoutes as AnyRoutes
from services.runtime.web.desk.desk_site import DeskSite
from services.runtime.web.desk.visit import Visit as AnyVisit

__all__ = ["DESK", "DeskRoutes", "Visit"]

Visit = AnyVisit[DeskWords]
DeskRoutes = AnyRoutes[DeskWords]

_MENU: Final = (
    ("/can-bo", "Bàn làm việc", "Desk"),
    ("/can-bo/tiep-nhan", "Tiếp nhận", "Receive"),
    ("/can-bo/viet-ho", "Viết hộ", "Write for"),
    ("/can-bo/so-thu-tu", "Số thứ tự", "Queue"),
    ("/can-bo/tim", "Tìm", "Find"),
    ("/can-bo/uy-quyen", "Ủy quyền", "Delegation"),
)
_FIELD_OF: Final[Mapping[str, str]] = {
    "phone_invalid": "phone",
    "procedure_unknown": "procedure",
    "tag_unknown": "tags",
    "paper_refused": "channel",
    "refusal_reason_unknown": "refusal",
    "stop_reason_unknown": "stop",
    "apology_reason_unknown": "apology",
    "apology_date_not_later": "new_date",
    "reply_by_passed": "reply_by",
    "period_invalid": "valid_to",
    "signer_role_unknown": "role",
    "sub_delegation": "delegator",
}

DESK: Final[DeskSite[DeskWords]] = DeskSite(
    home="/can-bo",
    name=("bộ phận một cửa", "one-stop desk"),
    cookie=TokenCookie("lt-officer"),
    pages=Pages(Path(__file__).parent / "templates"),
    words=DeskWords,
    menu=_MENU,
    field_of=_FIELD_OF,
)
