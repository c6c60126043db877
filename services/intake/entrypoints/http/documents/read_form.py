"""GET /v1/dossiers/{code}/forms/{form}.pdf and .html"""

from typing import Annotated, Any, Final

from fastapi import Path, Query
from starlette.responses import HTMLResponse, Response

from services.intake.adapters.documents.press import PAGES, FormPress
from services.intake.application.documents.print_form import PrintForm
from services.intake.entrypoints.http.parameters import CodePath, Reader
from services.runtime.web import ApiRouter
from services.runtime.web.pages import POLICY_HEADER

__all__ = ["HTML", "PDF", "FormPath", "add_read_form", "html_response", "pdf_response"]

FormPath = Annotated[
    str,
    Path(
        pattern=r"^[a-z0-9_-]{2,24}$",
        description="A form by name (receipt, supplement-request, refusal, apology, stop-notice, step-log), "
        "or by its number under the rules of the dossier's day",
        examples=["receipt"],
    ),
]
Occurrence = Annotated[int | None, Query(ge=1, le=99, description="Which of several requests; the latest if absent")]
Answers = dict[int | str, dict[str, Any]]
_SUMMARY: Final = "In biểu mẫu / Print a form"
PDF: Final[Answers] = {
    200: {"description": "PDF", "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}
}
HTML: Final[Answers] = {200: {"description": "HTML", "content": {"text/html": {"schema": {"type": "string"}}}}}


def add_read_form(router: ApiRouter, print_form: PrintForm, press: FormPress) -> None:
    """The first printing gives the form its number; printing again gives the same paper."""

    @router.get("/v1/dossiers/{code}/forms/{form}.pdf", summary=_SUMMARY, response_class=Response, responses=PDF)
    async def form_pdf(code: CodePath, form: FormPath, principal: Reader, occurrence: Occurrence = None) -> Response:
        paper = await print_form(code, form, principal, occurrence)
        return pdf_response(await press.pdf(paper), f"{form}-{code}")

    @router.get("/v1/dossiers/{code}/forms/{form}.html", summary=_SUMMARY, response_class=HTMLResponse, responses=HTML)
    async def form_html(code: CodePath, form: FormPath, principal: Reader, occurrence: Occurrence = None) -> Response:
        return html_response(press.html(await print_form(code, form, principal, occurrence)))


def pdf_response(pdf: bytes, name: str) -> Response:
    """Shown in the browser; `name` is what it is saved as, and holds no personal data."""
    return Response(
        pdf, headers={"Content-Disposition": f'inline; filename="{name}.pdf"'}, media_type="application/pdf"
    )


def html_response(html: str) -> HTMLResponse:
    return HTMLResponse(html, headers={POLICY_HEADER: PAGES.policy})
