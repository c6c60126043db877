"""GET /v1/agencies/{agency}/extensions/{field}."""

from typing import Annotated

from fastapi import Path, Query
from pydantic import BaseModel, Field

from services.contracts.events.payload import AgencyText, Token
from services.kernel.agency_code import AgencyCode
from services.routing.application.people.ring_next import RingNext
from services.routing.domain.people.extensions import Ring
from services.routing.entrypoints.http.people.parameters import AgencyPath, Reader
from services.runtime.web.router import ApiRouter

__all__ = ["add_get_extension"]

Tried = Annotated[list[Annotated[str, Field(max_length=60)]], Query(max_length=20, examples=[["H91.11.01/ext-1"]])]


class RingView(BaseModel):
    """`id` is what to send as `tried` when nobody answers; `fallback`: it is not the extension of the field."""

    id: str
    agency: AgencyText
    extension: str
    fallback: bool


class RingsView(BaseModel):
    """`ring` is None when everybody was tried."""

    field: str
    ring: RingView | None


def add_get_extension(router: ApiRouter, ring_next: RingNext) -> None:
    @router.get(
        "/v1/agencies/{agency}/extensions/{field}", summary="Which phone to ring next", operation_id="getExtension"
    )
    async def endpoint(
        agency: AgencyPath,
        field: Annotated[Token, Path(examples=["justice"])],
        principal: Reader,
        tried: Tried = [],  # noqa: B006 FastAPI copies it
    ) -> RingsView:
        """The field's extension, then the fallback, then those of the agencies above; never one that was tried."""
        principal.check_agency(agency)
        ring = ring_next(AgencyCode(agency), field, tried)
        return RingsView(field=field, ring=_view(ring) if ring else None)


def _view(ring: Ring) -> RingView:
    return RingView(id=ring.id, agency=ring.agency, extension=ring.extension, fallback=ring.fallback)
