"""GET /thu-tuc/{code}: one procedure, with its three transparencies"""

from base64 import b64encode
from typing import Annotated, Final

from fastapi import Path, Request
from starlette.responses import Response

from services.intake.adapters.documents.codes import qr_svg
from services.intake.application.public.procedure_view import ReadProcedure
from services.intake.application.refusals import as_permanent
from services.intake.entrypoints.http.public.public_pages import AgencyQuery, LanguageQuery, public_page
from services.kernel.agency_code import parse_agency_code
from services.kernel.money import format_vnd
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.problems import Problem
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of

__all__ = ["ProcedurePath", "add_procedure_page", "procedure_url"]

ProcedurePath = Annotated[str, Path(pattern=r"^[0-9A-Z.]{3,30}$")]
_HOURS_PER_WORKING_DAY: Final = 8
"""Published processes add up in working days of eight hours (domain.md §6)."""


def procedure_url(public_url: str, code: str) -> str:
    """What the QR code of a procedure opens."""
    return f"{public_url}/thu-tuc/{code}"


def add_procedure_page(router: ApiRouter, read: ReadProcedure, public_url: str, addresses: RateLimiter) -> None:
    @router.get("/thu-tuc/{code}", include_in_schema=False)
    async def page(
        request: Request, code: ProcedurePath, agency: AgencyQuery = "", language: LanguageQuery = "vi"
    ) -> Response:
        addresses.take(address_of(request))
        with as_permanent():
            view = read(code, parse_agency_code(agency) if agency else None)
        if view is None:
            raise Problem("procedure_not_found", procedure=code)
        qr = b64encode(qr_svg(procedure_url(public_url, code)).encode()).decode()
        return public_page(
            "procedure.html",
            language,
            f"/thu-tuc/{code}",
            asked={"agency": agency},
            view=view,
            procedure=view.procedure,
            money=format_vnd,
            days=_days,
            qr=f"data:image/svg+xml;base64,{qr}",
        )


def _days(hours: int) -> int | None:
    """Whole working days, None for a part of one."""
    days, rest = divmod(hours, _HOURS_PER_WORKING_DAY)
    return None if rest else days
