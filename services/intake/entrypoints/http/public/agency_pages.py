"""GET /co-quan and GET /co-quan/{code}: agencies with a desk, their contacts, hours and service models"""

from typing import Annotated, Final

from fastapi import Path, Query, Request
from starlette.responses import Response

from services.intake.application.public.agency_view import AgencyDirectory
from services.intake.entrypoints.http.public.public_pages import LanguageQuery, public_page
from services.kernel.agency_code import AgencyCode
from services.kernel.times import VIETNAM
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.problems import Problem
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of

__all__ = ["AgencyPath", "add_agency_pages"]

AgencyPath = Annotated[str, Path(pattern=r"^[A-Z][0-9]{2}(\.[0-9]{2,3}){0,3}$")]
_Text = Annotated[str, Query(alias="q", max_length=100)]
_Province = Annotated[str, Query(alias="province", max_length=3)]
_Page = Annotated[int, Query(alias="page", ge=1, le=1000)]
_WEEKDAYS: Final = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def add_agency_pages(router: ApiRouter, agencies: AgencyDirectory, addresses: RateLimiter) -> None:
    @router.get("/co-quan", include_in_schema=False)
    async def listed(
        request: Request, text: _Text = "", province: _Province = "", page: _Page = 1, language: LanguageQuery = "vi"
    ) -> Response:
        addresses.take(address_of(request))
        found = agencies.find(text, province, page)
        search = {"q": text, "province": province}
        return public_page(
            "agency_list.html",
            language,
            "/co-quan",
            asked=search | ({"page": found.page} if found.page > 1 else {}),
            search=search,
            found=found,
            provinces=agencies.provinces(),
        )

    @router.get("/co-quan/{code}", include_in_schema=False)
    async def one(request: Request, code: AgencyPath, language: LanguageQuery = "vi") -> Response:
        addresses.take(address_of(request))
        view = agencies.read(AgencyCode(code))
        if view is None:
            raise Problem("agency_not_found", agency=code)
        weekdays = _WEEKDAYS["en" if language == "en" else "vi"]
        return public_page(
            "agency.html", language, f"/co-quan/{code}", view=view, agency=view.agency, weekdays=weekdays, zone=VIETNAM
        )
