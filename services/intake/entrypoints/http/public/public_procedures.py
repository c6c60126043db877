"""GET /v1/public/procedures and GET /v1/public/procedures/{code}"""

from typing import Annotated, Any, Final

from fastapi import Query, Request

from services.intake.application.public.procedure_list import ProcedureList, Wanted
from services.intake.application.public.procedure_view import FeeView, ProcedureView, ReadProcedure
from services.intake.application.refusals import as_permanent
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.public.procedure_page import ProcedurePath
from services.intake.entrypoints.http.public.public_pages import AgencyQuery
from services.kernel.agency_code import parse_agency_code
from services.kernel.catalogue import Case, Procedure
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.problems import Problem
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_public_procedures"]

_BRIEF: Final[dict[str, Any]] = {
    "code": "1.004873",
    "version": 1,
    "name_vi": "Cấp giấy xác nhận tình trạng hôn nhân",
    "name_en": "Certificate of marital status",
    "field": "civil_status",
    "limit_hours": 24,
    "links": {"self": "/v1/public/procedures/1.004873", "page": "/thu-tuc/1.004873"},
}
_FULL: Final[dict[str, Any]] = _BRIEF | {
    "agency": None,
    "online_level": "Trực tuyến toàn trình",
    "cases": [{"key": "default", "label_vi": "Thông thường", "label_en": "Usual", "components": []}],
    "fees": [],
    "valid_from": None,
    "valid_to": None,
}
_LIST: Final = {"procedures": [_BRIEF], "total": 1, "page": 1, "pages": 1}
_Text = Annotated[str, Query(alias="q", max_length=100, description="Words with or without accents, or a code")]
_Field = Annotated[str, Query(alias="field", max_length=40)]
_Page = Annotated[int, Query(alias="page", ge=1, le=1000)]


def add_public_procedures(
    router: ApiRouter, procedures: ProcedureList, read: ReadProcedure, addresses: RateLimiter
) -> None:
    @router.get(
        "/v1/public/procedures",
        summary="Danh mục thủ tục / The catalogue of procedures",
        response_class=OrjsonResponse,
        responses=answers(_LIST, "Thủ tục đang có hiệu lực / Procedures in force"),
    )
    async def listed(
        request: Request, text: _Text = "", field: _Field = "", agency: AgencyQuery = "", page: _Page = 1
    ) -> OrjsonResponse:
        """For anybody, the same as on the pages."""
        addresses.take(address_of(request))
        with as_permanent():
            found = procedures.find(Wanted(text, field, parse_agency_code(agency) if agency else None, page))
        shown = [_brief(each) for each in found.procedures]
        return OrjsonResponse({"procedures": shown, "total": found.total, "page": found.page, "pages": found.pages})

    @router.get(
        "/v1/public/procedures/{code}",
        summary="Thành phần, thời hạn, phí của một thủ tục / Components, time limit and fee of a procedure",
        response_class=OrjsonResponse,
        responses=answers(_FULL, "Thủ tục / The procedure"),
    )
    async def one(request: Request, code: ProcedurePath, agency: AgencyQuery = "") -> OrjsonResponse:
        """The three transparencies, as they hold at an agency if one is named."""
        addresses.take(address_of(request))
        with as_permanent():
            view = read(code, parse_agency_code(agency) if agency else None)
        if view is None:
            raise Problem("procedure_not_found", procedure=code)
        return OrjsonResponse(_full(view))


def _brief(procedure: Procedure) -> dict[str, Any]:
    code = procedure.code
    names = ("code", "version", "name_vi", "name_en", "field", "limit_hours")
    links = {"self": f"/v1/public/procedures/{code}", "page": f"/thu-tuc/{code}"}
    return {name: getattr(procedure, name) for name in names} | {"links": links}


def _full(view: ProcedureView) -> dict[str, Any]:
    validity = view.procedure.validity
    return _brief(view.procedure) | {
        "agency": view.agency.code if view.agency else None,
        "online_level": view.level_label,
        "cases": [_case(case) for case in view.cases],
        "fees": [_fee(fee) for fee in view.fees],
        "valid_from": validity.first.isoformat() if validity.first.year > 1 else None,
        "valid_to": validity.last.isoformat() if validity.last else None,
    }


def _case(case: Case) -> dict[str, Any]:
    names = ("key", "name_vi", "name_en", "original", "copies", "form", "required", "source", "reusable", "paper")
    components = [{name: getattr(each, name) for name in names} for each in case.components]
    return {"key": case.key, "label_vi": case.label_vi, "label_en": case.label_en, "components": components}


def _fee(fee: FeeView) -> dict[str, Any]:
    return {
        "name_vi": fee.name_vi,
        "name_en": fee.name_en,
        "amount_vnd": fee.amount,
        "online_amount_vnd": fee.amount if fee.online is None else fee.online,
        "reduction": fee.cites,
        "moment": fee.moment,
    }
