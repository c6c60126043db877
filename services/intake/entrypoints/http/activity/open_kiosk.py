"""POST /v1/desk/kiosks"""

from typing import Any, Final

from services.intake.application.activity.kiosks import Kiosks
from services.intake.entrypoints.http.activity.desk_caller import DeskForm, desk_request
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DeskWriter
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_open_kiosk"]

_EXAMPLE: Final[dict[str, Any]] = {"agency": "H90.01", "address": "https://mot-cua.example.vn/lay-so/H90.01?k=0123abcd"}


def add_open_kiosk(router: ApiRouter, kiosks: Kiosks, public_url: str) -> None:
    @router.post(
        "/v1/desk/kiosks",
        summary="Mở màn hình lấy số / Open a touch screen for tickets",
        response_class=OrjsonResponse,
        responses=answers(_EXAMPLE, "Địa chỉ mở trên màn hình / The address to open on the screen"),
    )
    async def open_kiosk(form: DeskForm, principal: DeskWriter) -> OrjsonResponse:
        """Open the address on the screen at the desk once; it stays open until the keys of intake change."""
        agency = desk_request(form, principal).agency
        return OrjsonResponse({"agency": agency, "address": f"{public_url}/lay-so/{agency}?k={kiosks.token(agency)}"})
