"""GET /v1/public/screens/{agency}"""

from typing import Annotated

from fastapi import Path, Request

from services.intake.application.activity.read_screen import ReadScreen
from services.intake.application.refusals import as_permanent
from services.intake.entrypoints.http.activity.examples import SCREEN
from services.intake.entrypoints.http.examples import answers
from services.kernel.agency_code import parse_agency_code
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of
from services.runtime.web.responses import OrjsonResponse

__all__ = ["AgencyPath", "add_read_screen"]

AgencyPath = Annotated[str, Path(max_length=24, examples=["H90.01"])]


def add_read_screen(router: ApiRouter, read_screen: ReadScreen, addresses: RateLimiter) -> None:
    @router.get(
        "/v1/public/screens/{agency}",
        summary="Màn hình gọi số / The screen over the counters",
        response_class=OrjsonResponse,
        responses=answers(SCREEN, "Các số đang gọi / The numbers called now"),
    )
    async def screen(request: Request, agency: AgencyPath) -> OrjsonResponse:
        """What the screen at the desk shows; open to all, since labels name nobody."""
        addresses.take(address_of(request))
        with as_permanent():
            code = parse_agency_code(agency)
        return OrjsonResponse(await read_screen(code))
