"""From a request over HTTP to what the desk's handlers take."""

from typing import Annotated

from fastapi import Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from services.contracts.events.payload import Token
from services.intake.application.activity.desk_request import DeskRequest
from services.intake.entrypoints.http.acting_agency import acting_agency
from services.kernel.times import require_utc
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError
from services.runtime.tracing import current_trace

__all__ = ["STRICT", "AgencyQuery", "DeskForm", "FieldName", "asked_of", "desk_request"]

STRICT = ConfigDict(extra="forbid", hide_input_in_errors=True)
AgencyQuery = Annotated[
    str | None, Query(alias="agency", max_length=24, description="Needed when the credential acts for several agencies")
]
FieldName = Annotated[Token, Field(max_length=40, description="A field of the catalogue, such as land")]


class DeskForm(BaseModel):
    """What every request of a desk may say."""

    model_config = STRICT

    agency: Annotated[
        str | None, Field(max_length=24, description="Needed when the credential acts for several agencies")
    ] = None
    occurred_at: Annotated[
        AwareDatetime | None,
        Field(description="When it happened, if not now: up to 24 h back; anything earlier needs the scope backfill"),
    ] = None


def desk_request(form: DeskForm, principal: Principal, key: str | None = None, what: str = "") -> DeskRequest:
    """`what` tells requests with the same body apart. Raises what `acting_agency` raises, and sandbox_not_served."""
    if principal.sandbox:
        raise PermanentError("sandbox_not_served")
    return DeskRequest(
        agency=acting_agency(form.agency, principal),
        client=principal.client_id,
        key=key,
        content=f"{what} {form.model_dump_json()}".encode(),
        occurred_at=require_utc(form.occurred_at) if form.occurred_at else None,
        may_backfill="backfill" in principal.scopes,
        trace=current_trace(),
        acts_for=principal.agencies,
    )


def asked_of(agency: str | None, principal: Principal) -> DeskRequest:
    """For reading."""
    return desk_request(DeskForm(agency=agency), principal)
