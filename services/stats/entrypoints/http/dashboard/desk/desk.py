"""Where officers look at figures, how that speaks, and the types of its pages."""

from typing import Final

from services.runtime.problems import Problem
from services.runtime.web.desk.cookies import TokenCookie
from services.runtime.web.desk.desk_routes import DeskRoutes as AnyRoutes
from services.runtime.web.desk.desk_site import DeskSite
from services.runtime.web.desk.visit import Visit as AnyVisit
from services.stats.domain.dashboard.roles import may_see
from services.stats.domain.dashboard.standing import Subject
from services.stats.entrypoints.http.dashboard.site import PAGES
from services.stats.entrypoints.http.dashboard.ways import Ways
from services.stats.entrypoints.http.dashboard.words import StatsWords

__all__ = ["DESK", "HOME", "WAYS", "DeskRoutes", "Visit", "check_scope"]

Visit = AnyVisit[StatsWords]
DeskRoutes = AnyRoutes[StatsWords]
HOME: Final = "/thong-ke/can-bo"
WAYS: Final = Ways(HOME)

DESK: Final[DeskSite[StatsWords]] = DeskSite(
    home=HOME,
    name=("thống kê", "statistics"),
    cookie=TokenCookie("lt-stats"),
    pages=PAGES,
    words=StatsWords,
    field_of={"obstacle_names_somebody": "text", "obstacle_week_ahead": "week", "place_not_allowed": "agency"},
    menu=(
        (HOME, "Hồ sơ", "Dossiers"),
        (f"{HOME}/qua-han", "Quá hạn", "Late"),
        (f"{HOME}/luan-chuyen", "Luân chuyển", "Hand-offs"),
        (f"{HOME}/tin-nhan", "Tin nhắn", "Messages"),
        (f"{HOME}/vuong-mac", "Vướng mắc", "Obstacles"),
        (f"{HOME}/tim", "Tìm cơ quan", "Find an agency"),
    ),
)


def check_scope(visit: Visit, subject: Subject) -> None:
    """Raises Problem(place_not_allowed): the public page of the place is open to everybody."""
    if not may_see(subject, visit.officer.agency, visit.officer.roles):
        raise Problem("place_not_allowed", agency=visit.officer.agency)
