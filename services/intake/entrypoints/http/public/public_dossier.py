"""GET /v1/public/dossiers/{code}"""

from typing import Annotated, Any, Final

from fastapi import Path, Query, Request

from services.intake.application.dossiers.representation import local_text
from services.intake.application.public.look_up import LookUp, PublicDossier
from services.intake.application.public.look_up_words import words_of
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.public.look_up_page import NO_INDEX
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.problems import Problem
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_public_dossier"]

_EXAMPLE: Final[dict[str, Any]] = {
    "code": "H90.01-261123-0001",
    "procedure": "Đăng ký, cấp giấy chứng nhận quyền sử dụng đất lần đầu",
    "agency": "Đắk Song",
    "status": 4,
    "status_text": "Đang xử lý",
    "step": "Đang được giải quyết tại Chi nhánh văn phòng đăng ký đất đai số 1",
    "substate": None,
    "due_at": "2026-12-10T08:00:00+07:00",
    "appointment": "2026-12-10T08:00:00+07:00",
    "clock_paused": False,
    "fee_vnd": 100000,
    "history": [{"at": "2026-11-23T08:00:00+07:00", "text": "Nộp hồ sơ"}],
    "units": [{"name": "Chi nhánh văn phòng đăng ký đất đai số 1", "state": "Đang giải quyết"}],
    "links": {"page": "/tra-cuu/H90.01-261123-0001"},
}
_Code = Annotated[str, Path(max_length=64, examples=["H90.01-261123-0001", "000.00.01.H90-231019-0001"])]
_Language = Annotated[str, Query(alias="lang", max_length=8, description="vi or en")]


def add_public_dossier(router: ApiRouter, look_up: LookUp, addresses: RateLimiter, misses: RateLimiter) -> None:
    @router.get(
        "/v1/public/dossiers/{code}",
        summary="Tra cứu hồ sơ / Look up a dossier",
        response_class=OrjsonResponse,
        responses=answers(_EXAMPLE, "Tình trạng hồ sơ / The state of the dossier"),
    )
    async def public_dossier(request: Request, code: _Code, language: _Language = "vi") -> OrjsonResponse:
        """For anybody who has the code; the same as on the look-up page, without personal data."""
        addresses.take(address_of(request))
        dossier = await look_up(code, words_of(language))
        if dossier is None:
            misses.take(address_of(request))
            raise Problem("dossier_not_found", code=code, headers=NO_INDEX)
        return OrjsonResponse(_body(dossier), headers=NO_INDEX)


def _body(dossier: PublicDossier) -> dict[str, Any]:
    return {
        "code": dossier.code,
        "procedure": dossier.procedure,
        "agency": dossier.agency,
        "status": dossier.status,
        "status_text": dossier.status_text,
        "step": dossier.step,
        "substate": dossier.substate,
        "due_at": local_text(dossier.due_at),
        "appointment": local_text(dossier.promised_at),
        "clock_paused": dossier.paused,
        "fee_vnd": dossier.fee_vnd,
        "history": [{"at": local_text(step.at), "text": step.text} for step in dossier.history],
        "units": [{"name": unit.name, "state": unit.state} for unit in dossier.units],
        "links": {"page": f"/tra-cuu/{dossier.code}"},
    }
