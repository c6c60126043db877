"""/can-bo/toi: the officer's own account; /can-bo/dang-xuat"""

from starlette.responses import Response

from services.intake.application.officers.session_desk import SessionDesk
from services.intake.application.refusals import as_permanent
from services.intake.application.terms import Terms
from services.intake.entrypoints.http.officers.cookies import drop_token
from services.intake.entrypoints.http.officers.desk_routes import SIGN_IN, DeskRoutes
from services.intake.entrypoints.http.officers.visit import Visit
from services.kernel.agency_code import parse_agency_code

__all__ = ["add_own_account"]

_HERE = "/can-bo/toi"


def add_own_account(routes: DeskRoutes, desk: SessionDesk, terms: Terms) -> None:
    async def page(visit: Visit) -> Response:
        agency_name = terms.agency_name(visit.officer.agency)
        return visit.page("own_account.html", sessions=await desk.list_own(visit.officer), agency_name=agency_name)

    async def act_for(visit: Visit) -> Response:
        with as_permanent():
            agency = parse_agency_code(visit.text("agency"))
        await desk.act_for(visit.officer, agency)
        return visit.go(_HERE, bao="saved")

    async def end(visit: Visit) -> Response:
        await desk.end_own(visit.officer, visit.text("session"))
        return visit.go(_HERE, bao="done")

    async def sign_out(visit: Visit) -> Response:
        await desk.end(visit.officer.token)
        response = visit.go(SIGN_IN, bao="signed-out")
        drop_token(visit.request, response)
        return response

    routes.page(_HERE, page)
    routes.form(f"{_HERE}/co-quan", act_for, page)
    routes.form(f"{_HERE}/phien", end, page)
    routes.form("/can-bo/dang-xuat", sign_out, page)
