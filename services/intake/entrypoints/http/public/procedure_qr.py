"""GET /thu-tuc/{code}/qr.svg and qr.png: for posters at the desk; they open the procedure's page"""

from starlette.responses import Response

from services.intake.adapters.documents.codes import qr_png, qr_svg
from services.intake.application.public.procedure_view import ReadProcedure
from services.intake.entrypoints.http.public.procedure_page import ProcedurePath, procedure_url
from services.runtime.problems import Problem
from services.runtime.web import ApiRouter

__all__ = ["add_procedure_qr"]


def add_procedure_qr(router: ApiRouter, read: ReadProcedure, public_url: str) -> None:
    def opened(code: str) -> str:
        if read(code) is None:
            raise Problem("procedure_not_found", procedure=code)
        return procedure_url(public_url, code)

    @router.get("/thu-tuc/{code}/qr.svg", include_in_schema=False)
    async def svg(code: ProcedurePath) -> Response:
        return Response(qr_svg(opened(code)), media_type="image/svg+xml")

    @router.get("/thu-tuc/{code}/qr.png", include_in_schema=False)
    async def png(code: ProcedurePath) -> Response:
        return Response(qr_png(opened(code)), media_type="image/png")
