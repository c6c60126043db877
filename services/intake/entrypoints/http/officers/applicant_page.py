"""GET /can-bo/ho-so/{code}/nguoi-nop: the applicant of a dossier; every look is written down"""

from starlette.responses import Response

from services.intake.application.privacy.read_applicant import ReadApplicant
from services.intake.entrypoints.http.officers.desk import DeskRoutes, Visit

__all__ = ["add_applicant_page"]


def add_applicant_page(routes: DeskRoutes, read_applicant: ReadApplicant) -> None:
    async def page(visit: Visit) -> Response:
        principal = visit.officer.principal
        applicant = await read_applicant(visit.params["code"], principal, principal.client_id)
        return visit.page("applicant.html", applicant=applicant, code=visit.params["code"])

    routes.page("/can-bo/ho-so/{code}/nguoi-nop", page, "receiver", "handler", "returner", "supervisor")
