"""POST /v1/desk/petitions/{petition}/{step}"""

from typing import Literal

from services.contracts.events.payload import Token
from services.intake.application.activity.handle_petition import HandlePetition
from services.intake.application.activity.petition_steps import PetitionStep
from services.intake.entrypoints.http.activity.desk_caller import DeskForm, desk_request
from services.intake.entrypoints.http.activity.examples import PETITION
from services.intake.entrypoints.http.activity.petition_form import Text
from services.intake.entrypoints.http.activity.read_petition import PetitionPath
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import DeskWriter, OptionalKey
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_step_petition"]

StepPath = Literal["acknowledge", "refuse", "ask-more", "supply", "answer", "publish"]


class StepForm(DeskForm):
    """`reason` for a refusal, from the catalogue's list; `text` for what is asked, supplied, answered or published."""

    reason: Token | None = None
    text: Text | None = None


def add_step_petition(router: ApiRouter, handle: HandlePetition) -> None:
    @router.post(
        "/v1/desk/petitions/{petition}/{step}",
        summary="Xử lý phản ánh, kiến nghị / Take a step with a petition",
        response_class=OrjsonResponse,
        responses=answers(PETITION, "Sau thao tác / After the step"),
    )
    async def step_on(
        petition: PetitionPath,
        step: StepPath,
        principal: DeskWriter,
        form: StepForm | None = None,
        key: OptionalKey = None,
    ) -> OrjsonResponse:
        """A text to publish must name nobody: it is shown to all."""
        given = form or StepForm()
        request = desk_request(given, principal, key, f"{petition} {step}")
        return OrjsonResponse(await handle.step(request, petition, PetitionStep(step, given.text, given.reason)))
