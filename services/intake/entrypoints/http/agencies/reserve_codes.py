"""POST /v1/codes/reservations"""

from datetime import date
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from services.intake.application.agencies.reserve_codes import ReserveCodes
from services.intake.entrypoints.http.acting_agency import acting_agency
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import Reserver
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_reserve_codes"]

_MOST: Final = 500
_EXAMPLE: Final[dict[str, Any]] = {"agency": "H90.01", "day": "2026-11-23", "codes": ["H90.01-261123-0001"]}


class ReservationForm(BaseModel):
    """How many codes, for which agency and day."""

    model_config = ConfigDict(
        extra="forbid", hide_input_in_errors=True, json_schema_extra={"examples": [{"agency": "H90.01", "count": 100}]}
    )

    count: Annotated[int, Field(ge=1, le=_MOST)]
    agency: Annotated[
        str | None, Field(max_length=24, description="Needed when the credential acts for several agencies")
    ] = None
    day: Annotated[date | None, Field(description="Day of filing in Viet Nam; a past one needs the scope backfill")] = (
        None
    )


def add_reserve_codes(router: ApiRouter, reserve_codes: ReserveCodes) -> None:
    @router.post(
        "/v1/codes/reservations",
        status_code=201,
        summary="Đặt trước mã hồ sơ / Reserve dossier codes",
        response_class=OrjsonResponse,
        responses=answers(_EXAMPLE, "Các mã đã cấp / The codes", 201),
    )
    async def reserve(form: ReservationForm, principal: Reserver) -> OrjsonResponse:
        """The codes are the agency's once this answers; a report of a submission needs one of them."""
        agency = acting_agency(form.agency, principal)
        day, codes = await reserve_codes(principal, agency, form.day, form.count)
        return OrjsonResponse({"agency": agency, "day": day.isoformat(), "codes": codes}, 201)
