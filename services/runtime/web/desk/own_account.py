"""…/toi: the officer's own account; …/dang-xuat: signing out"""

from collections.abc import Callable

from starlette.responses import Response

from services.kernel.agency_code import AgencyCode
from services.runtime.officers.account import read_agency
from services.runtime.officers.session_desk import SessionDesk
from services.runtime.web.desk.desk_routes import DeskRoutes
from services.runtime.web.desk.desk_site import W
from services.runtime.web.desk.visit import Visit

__all__ = ["add_own_account"]


def add_own_account(routes: DeskRoutes[W], desk: SessionDesk, name_of: Callable[[AgencyCode], str]) -> None:
    site = routes.site
    here = f"{site.home}/toi"

    async def page(visit: Visit[W]) -> Response:
        agency_name = name_of(visit.officer.agency)
        return visit.page("own_account.html", sessions=await desk.list_own(visit.officer), agency_name=agency_name)

    async def act_for(visit: Visit[W]) -> Response:
        await desk.act_for(visit.officer, read_agency(visit.text("agency")))
        return visit.go(here, bao="saved")

    async def end(visit: Visit[W]) -> Response:
        await desk.end_own(visit.officer, visit.text("session"))
        return visit.go(here, bao="done")

    async def sign_out(visit: Visit[W]) -> Response:
        await desk.end(visit.officer.token)
        response = visit.go(site.sign_in, bao="signed-out")
        site.cookie.drop(visit.request, response)
        return response

    routes.page(here, page)
    routes.form(f"{here}/co-quan", act_for, page)
    routes.form(f"{here}/phien", end, page)
    routes.form(f"{site.home}/dang-xuat", sign_out, page)
