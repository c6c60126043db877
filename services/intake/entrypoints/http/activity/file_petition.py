"""POST /v1/desk/petitions"""

from services.intake.application.activity.file_petition import FilePetition
from services.intake.entrypoints.http.activity.created import created
from services.intake.entrypoints.http.activity.desk_caller import desk_request
from services.intake.entrypoints.http.activity.examples import PETITION
from services.intake.entrypoints.http.activity.petition_form import PetitionForm
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DeskWriter, RequiredKey
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_file_petition"]


def add_file_petition(router: ApiRouter, file_petition: FilePetition) -> None:
    @router.post(
        "/v1/desk/petitions",
        status_code=201,
        summary="Ghi nhận phản ánh, kiến nghị tại quầy / Write down a petition at the desk",
        response_class=OrjsonResponse,
        responses=answers(PETITION | {"token": "3f…"}, "Mã và khoá tra cứu / The code and the token", 201),
    )
    async def file(form: PetitionForm, key: RequiredKey, principal: DeskWriter) -> OrjsonResponse:
        """A denunciation goes to the agency above, and this desk will not see it again."""
        filed = await file_petition(desk_request(form, principal, key), form.filed())
        return created(filed.body, f"/v1/desk/petitions/{filed.body['petition']}", replayed=filed.replayed)
