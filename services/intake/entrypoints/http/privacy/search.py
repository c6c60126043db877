"""POST /v1/dossiers/search"""

from typing import Annotated, Any, Final, Self

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.intake.application.dossiers.representation import Representation
from services.intake.application.privacy.search import SearchDossiers, Wanted
from services.intake.entrypoints.http.examples import DOSSIER, answers
from services.intake.entrypoints.http.parameters import Reader
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_search"]

_EXAMPLE: Final[dict[str, Any]] = {"items": [DOSSIER]}


class SearchForm(BaseModel):
    """A number in a body is in no address, and so in no log of addresses."""

    model_config = ConfigDict(
        extra="forbid", hide_input_in_errors=True, json_schema_extra={"examples": [{"phone": "0912 345 678"}]}
    )

    phone: Annotated[str | None, Field(min_length=6, max_length=32)] = None
    id_number: Annotated[str | None, Field(min_length=6, max_length=20)] = None

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if not (self.phone or self.id_number):
            raise ValueError("give phone or id_number")
        return self


def add_search(router: ApiRouter, search: SearchDossiers, represent: Representation) -> None:
    @router.post(
        "/v1/dossiers/search",
        summary="Tìm hồ sơ theo số điện thoại hoặc số định danh / Find dossiers by phone or identity number",
        response_class=OrjsonResponse,
        responses=answers(_EXAMPLE, "Hồ sơ mới nhất trước / Newest first"),
    )
    async def find(form: SearchForm, principal: Reader) -> Response:
        """Among the dossiers that the caller's agencies received; each hit is written to the access log."""
        found = await search(Wanted(form.phone, form.id_number), principal, principal.client_id)
        return OrjsonResponse({"items": [represent(dossier) for dossier in found]})
