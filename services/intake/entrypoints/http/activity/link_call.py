"""POST /v1/desk/calls/{call}/link"""

from typing import Annotated

from fastapi import Path

from services.contracts.events.payload import CodeText
from services.intake.application.activity.link_record import LinkCall
from services.intake.entrypoints.http.activity.desk_caller import DeskForm, desk_request
from services.intake.entrypoints.http.activity.examples import CALL
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DeskWriter
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["CallPath", "add_link_call"]

CallPath = Annotated[str, Path(max_length=64, examples=[CALL["call"]])]


class LinkForm(DeskForm):
    """The dossier that came of it."""

    code: CodeText


def add_link_call(router: ApiRouter, link_call: LinkCall) -> None:
    @router.post(
        "/v1/desk/calls/{call}/link",
        summary="Gắn cuộc gọi với hồ sơ / Link a call to its dossier",
        response_class=OrjsonResponse,
        responses=answers(CALL, "Sau khi gắn / After linking"),
    )
    async def link(call: CallPath, form: LinkForm, principal: DeskWriter) -> OrjsonResponse:
        """Filing with the call named links it by itself; this is for dossiers filed without."""
        return OrjsonResponse(await link_call(desk_request(form, principal), call, form.code))
