"""GET /v1/agencies/{agency}/register.pdf and .html"""

from datetime import date
from typing import Annotated, Final

from fastapi import Path, Query
from starlette.responses import HTMLResponse, Response

from services.intake.adapters.documents.press import FormPress
from services.intake.application.documents.paper import Paper
from services.intake.application.documents.print_register import PrintRegister
from services.intake.application.refusals import as_permanent
from services.intake.entrypoints.http.documents.read_form import HTML, PDF, html_response, pdf_response
from services.intake.entrypoints.http.parameters import Reader
from services.kernel.agency_code import parse_agency_code
from services.runtime.auth.principal import Principal
from services.runtime.web import ApiRouter

__all__ = ["add_read_register"]

_Agency = Annotated[str, Path(max_length=24, examples=["H90.01"])]
_First = Annotated[date, Query(alias="from", description="First day of filing", examples=["2026-11-01"])]
_Last = Annotated[date, Query(alias="to", description="Last day of filing", examples=["2026-11-30"])]
_SUMMARY: Final = "In sổ theo dõi hồ sơ / Print the tracking book"


def add_read_register(router: ApiRouter, print_register: PrintRegister, press: FormPress) -> None:
    async def paper(agency: str, first: date, last: date, principal: Principal) -> Paper:
        with as_permanent():
            code = parse_agency_code(agency)
        return await print_register(code, first, last, principal)

    @router.get("/v1/agencies/{agency}/register.pdf", summary=_SUMMARY, response_class=Response, responses=PDF)
    async def register_pdf(agency: _Agency, principal: Reader, first: _First, last: _Last) -> Response:
        """By day of filing; names are in it, so each dossier shown is logged as read."""
        pdf = await press.pdf(await paper(agency, first, last, principal))
        return pdf_response(pdf, f"register-{agency}-{first}-{last}")

    @router.get("/v1/agencies/{agency}/register.html", summary=_SUMMARY, response_class=HTMLResponse, responses=HTML)
    async def register_html(agency: _Agency, principal: Reader, first: _First, last: _Last) -> Response:
        """As register.pdf."""
        return html_response(press.html(await paper(agency, first, last, principal)))
