"""POST /v1/desk/surveys/{form}/{code}/invitation"""

from services.intake.application.activity.links import Links
from services.intake.application.activity.survey_desk import SurveyDesk
from services.intake.entrypoints.http.activity.desk_caller import AgencyQuery, asked_of
from services.intake.entrypoints.http.activity.survey import FormName
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import CodePath, DeskWriter
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_invite_survey"]

_EXAMPLE = {"code": "H90.01-261123-0001", "form": "result", "token": "3f…", "answered": False}


def add_invite_survey(router: ApiRouter, surveys: SurveyDesk, links: Links) -> None:
    @router.post(
        "/v1/desk/surveys/{form}/{code}/invitation",
        summary="Mời khảo sát / Invite to a survey",
        response_class=OrjsonResponse,
        responses=answers(_EXAMPLE, "Khoá để trả lời / The token to answer with"),
    )
    async def invite(
        form: FormName, code: CodePath, principal: DeskWriter, agency: AgencyQuery = None
    ) -> OrjsonResponse:
        """To print on a form; inviting twice gives the same token, and counts once."""
        await links.of(code, asked_of(agency, principal).agency)
        invited = await surveys.invite(code, form)
        answered = invited.survey.answered_at is not None
        return OrjsonResponse({"code": code, "form": form, "token": invited.token, "answered": answered})
