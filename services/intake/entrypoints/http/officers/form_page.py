"""GET /can-bo/ho-so/{code}/giay/{form}.pdf and .html: the forms of a dossier, printed at the desk"""

from starlette.responses import Response

from services.intake.adapters.documents.press import FormPress
from services.intake.application.documents.print_form import PrintForm
from services.intake.entrypoints.http.documents.read_form import html_response, pdf_response
from services.intake.entrypoints.http.officers.desk import DeskRoutes, Visit

__all__ = ["add_form_pages"]

_HERE = "/can-bo/ho-so/{code}/giay/{form}"


def add_form_pages(routes: DeskRoutes, forms: PrintForm, press: FormPress) -> None:
    async def pdf(visit: Visit) -> Response:
        code, form = visit.params["code"], visit.params["form"]
        paper = await forms(code, form, visit.officer.principal)
        return pdf_response(await press.pdf(paper), f"{form}-{code}")

    async def html(visit: Visit) -> Response:
        paper = await forms(visit.params["code"], visit.params["form"], visit.officer.principal)
        return html_response(press.html(paper))

    routes.page(f"{_HERE}.pdf", pdf)
    routes.page(f"{_HERE}.html", html)
