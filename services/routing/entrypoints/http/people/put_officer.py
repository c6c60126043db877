"""PUT /v1/routes/{code}/legs/{leg}/officer."""

from typing import Annotated

from fastapi import Path, Response
from pydantic import BaseModel, ConfigDict

from services.contracts.events.payload import AgencyText, CodeText, LegText, OfficerText
from services.kernel.agency_code import AgencyCode
from services.routing.application.people.assign_leg import AssignLeg, Assignment
from services.routing.entrypoints.http.people.parameters import Writer
from services.runtime.web.router import ApiRouter

__all__ = ["add_put_officer"]


class OfficerForm(BaseModel):
    """`agency` has the leg and the officer on its roster."""

    model_config = ConfigDict(
        extra="forbid",
        hide_input_in_errors=True,
        json_schema_extra={"examples": [{"agency": "H90.20.01", "officer": "land-04"}]},
    )

    agency: AgencyText
    officer: OfficerText


def add_put_officer(router: ApiRouter, assign: AssignLeg) -> None:
    @router.put(
        "/v1/routes/{code}/legs/{leg}/officer",
        summary="Give a leg to an officer",
        operation_id="putOfficer",
        status_code=204,
    )
    async def endpoint(
        code: Annotated[CodeText, Path(examples=["H90.01-261123-0001"])],
        leg: Annotated[LegText, Path()],
        form: OfficerForm,
        principal: Writer,
    ) -> Response:
        """The officer keeps it until they are away; refused for who is not there or lacks the skill."""
        principal.check_agency(form.agency)
        await assign(Assignment(code, leg, AgencyCode(form.agency), form.officer))
        return Response(status_code=204)
