"""GET /can-bo: what waits at the desk of the officer's agency"""

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from services.intake.application.delegations.hear_alerts import HearAlerts
from services.intake.application.officers.read_desk import ReadDesk
from services.intake.domain.officers.desk_list import DeskList
from services.intake.entrypoints.http.officers.desk import DeskRoutes, Visit

__all__ = ["LIST_NAMES", "add_desk_page"]

LIST_NAMES: Final[Mapping[DeskList, tuple[str, str]]] = {
    DeskList.NEW: ("Mới nộp", "Newly filed"),
    DeskList.IN_WORK: ("Đang xử lý", "In work"),
    DeskList.DUE_SOON: ("Sắp đến hạn", "Due soon"),
    DeskList.OVERDUE: ("Quá hạn", "Overdue"),
    DeskList.WAITING: ("Chờ người dân", "Waiting for the applicant"),
    DeskList.TO_RETURN: ("Chờ trả kết quả", "To hand out"),
}
_MOST_ALERTS = 20
_LAST_PAGE = 10_000


def add_desk_page(routes: DeskRoutes, read_desk: ReadDesk, alerts: HearAlerts) -> None:
    async def page(visit: Visit) -> Response:
        kind = _kind(visit.query.get("ds", ""))
        number = _number(visit.query.get("trang", ""))
        agency = visit.officer.agency
        desk = await read_desk(agency, kind, number, visit.words.language)
        raised = (await alerts.of(agency))[:_MOST_ALERTS]
        return visit.page("desk.html", desk=desk, alerts=raised, names=LIST_NAMES)

    async def close_alert(visit: Visit) -> Response:
        await alerts.close(visit.officer.agency, visit.text("alert"), visit.officer.login)
        return visit.go("/can-bo", bao="done")

    routes.page("/can-bo", page)
    routes.form("/can-bo/canh-bao", close_alert, page, "supervisor", "signer")


def _kind(text: str) -> DeskList:
    try:
        return DeskList(text)
    except ValueError:
        return DeskList.NEW


def _number(text: str) -> int:
    return min(max(int(text), 1), _LAST_PAGE) if text.isascii() and text.isdigit() else 1
