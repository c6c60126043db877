"""The desk of an agency: where it is, how it speaks, and the types of its pages."""

from pathlib import Path
from typing import Final

from services.routing.entrypoints.http.desk.words import RoutingWords
from services.runtime.web import Pages
from services.runtime.web.desk.cookies import TokenCookie
from services.runtime.web.desk.desk_routes import DeskRoutes as AnyRoutes
from services.runtime.web.desk.desk_site import DeskSite
from services.runtime.web.desk.visit import Visit as AnyVisit

__all__ = ["DESK", "HOME", "DeskRoutes", "Visit"]

Visit = AnyVisit[RoutingWords]
DeskRoutes = AnyRoutes[RoutingWords]
HOME: Final = "/lien-thong"

DESK: Final[DeskSite[RoutingWords]] = DeskSite(
    home=HOME,
    name=("luân chuyển hồ sơ", "routing"),
    cookie=TokenCookie("lt-agency"),
    pages=Pages(Path(__file__).parent / "templates"),
    words=RoutingWords,
    menu=((HOME, "Việc của cơ quan", "Worklist"),),
    field_of={
        "return_reason_unknown": "reason",
        "amount_invalid": "amount",
        "notice_invalid": "notice",
        "officer_not_rostered": "officer",
        "officer_away": "officer",
        "skill_missing": "officer",
        "signer_missing": "on_behalf_of",
        "signer_mismatch": "on_behalf_of",
        "file_empty": "file",
        "file_too_large": "file",
        "file_type_not_taken": "file",
        "file_type_differs": "file",
        "file_infected": "file",
        "file_signature_bad": "signature",
    },
)
