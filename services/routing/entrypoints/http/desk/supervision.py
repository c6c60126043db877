"""POST /lien-thong/ho-so/{code}/{leg}/giao, /nop-lai, /dong: who has a leg, and what becomes of a failed child"""

from starlette.responses import Response

from services.routing.application.groups.decide_on_child import DecideOnChild, Request
from services.routing.application.people.assign_leg import AssignLeg, Assignment
from services.routing.entrypoints.http.desk.desk import HOME, DeskRoutes, Visit
from services.routing.entrypoints.http.desk.leg_page import DECIDERS, LegPage
from services.runtime.failures import PermanentError

__all__ = ["add_supervision"]

_LEG = f"{HOME}/ho-so/{{code}}/{{leg}}"


def add_supervision(routes: DeskRoutes, page: LegPage, assign: AssignLeg, decide: DecideOnChild) -> None:
    async def give(visit: Visit) -> Response:
        code, leg = visit.params["code"], visit.params["leg"]
        await assign(Assignment(code, leg, visit.officer.agency, visit.text("officer")))
        return visit.go(f"{HOME}/ho-so/{code}/{leg}", bao="done")

    async def refile(visit: Visit) -> Response:
        return await _decide(visit, None)

    async def close(visit: Visit) -> Response:
        return await _decide(visit, visit.text("reason"))

    async def _decide(visit: Visit, reason: str | None) -> Response:
        """About the attempt that the page showed: a later one is another question."""
        code, leg, attempt = visit.params["code"], visit.params["leg"], visit.text("attempt")
        if not (attempt.isascii() and attempt.isdecimal() and len(attempt) < 5):  # noqa: PLR2004 as many as are kept
            raise PermanentError("leg_changed")
        await decide(Request(code, leg, int(attempt), visit.officer.principal, reason))
        return visit.go(f"{HOME}/ho-so/{code}", bao="done")

    routes.form(f"{_LEG}/giao", give, page.show, "supervisor")
    routes.form(f"{_LEG}/nop-lai", refile, page.around, *DECIDERS)
    routes.form(f"{_LEG}/dong", close, page.around, *DECIDERS)
