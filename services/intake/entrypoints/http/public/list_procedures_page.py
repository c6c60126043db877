"""GET /thu-tuc: the public list of procedures"""

from typing import Annotated

from fastapi import Query, Request
from starlette.responses import Response

from services.intake.application.public.procedure_list import ProcedureList, Wanted
from services.intake.application.refusals import as_permanent
from services.intake.entrypoints.http.public.public_pages import AgencyQuery, LanguageQuery, public_page
from services.kernel.agency_code import parse_agency_code
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of

__all__ = ["add_list_procedures_page"]

_Text = Annotated[str, Query(alias="q", max_length=100)]
_Field = Annotated[str, Query(alias="field", max_length=40)]
_Page = Annotated[int, Query(alias="page", ge=1, le=1000)]


def add_list_procedures_page(router: ApiRouter, procedures: ProcedureList, addresses: RateLimiter) -> None:
    """Searched by words, with or without accents."""

    @router.get("/thu-tuc", include_in_schema=False)
    async def page(
        request: Request,
        text: _Text = "",
        field: _Field = "",
        agency: AgencyQuery = "",
        number: _Page = 1,
        language: LanguageQuery = "vi",
    ) -> Response:
        addresses.take(address_of(request))
        with as_permanent():
            code = parse_agency_code(agency) if agency else None
            found = procedures.find(Wanted(text, field, code, number))
        place = procedures.agency_name(code) if code else None
        asked = {"q": text, "field": field, "agency": agency}
        return public_page(
            "procedure_list.html",
            language,
            "/thu-tuc",
            asked=asked | ({"page": found.page} if found.page > 1 else {}),
            search=asked,
            found=found,
            fields=procedures.fields(),
            place=place,
        )
