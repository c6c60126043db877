"""GET /v1/measures/{desk,legs,messages}: all figures about one of them, a row for each agency."""

from typing import Final, Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.runtime.web import ApiRouter
from services.stats.application.measures.present_measures import Measuring
from services.stats.domain.papers.asking import AGENCY, FROM, TO, Asked, AskedError, Parameter, read_asked
from services.stats.domain.papers.known import Known
from services.stats.entrypoints.http.papers.fresh_json import FreshJson
from services.stats.entrypoints.http.papers.wanted import describe, refused
from services.stats.entrypoints.http.parameters import READERS

__all__ = ["get_measures"]

_PARAMETERS: Final = (FROM, TO, AGENCY)
_JSON: Final = "application/json"


def get_measures(measuring: Measuring, known: Known, fresh: FreshJson) -> APIRouter:
    """For credentials with the scope statistics:read."""
    router, parameters = ApiRouter(tags=["measures"]), known.bound(_PARAMETERS)

    @router.get(
        "/v1/measures/{about}",
        dependencies=READERS,
        response_class=Response,
        responses={200: {"content": {_JSON: {}}}, 304: {"description": "Unchanged"}},
        openapi_extra={"parameters": describe(_PARAMETERS)[: len(_PARAMETERS)]},
    )
    async def read_measures(request: Request, about: Literal["desk", "legs", "messages"]) -> Response:
        """One table for each kind of thing: tickets, calls, visits, openings, petitions, surveys; legs, acts, causes of
        lateness; messages.

        An agency covers those below it by code. Rates are objects with numerator, denominator and value. Minutes of
        percentiles are `{"at_most": n}`: the upper bound of the bucket that the percentile lies in. Each table is a
        report of its own under /v1/reports: in every format, in pages, and by other dimensions.
        """
        asked = _asked(request, parameters)
        question = (about, asked.day(FROM.name), asked.day(TO.name), asked.words(AGENCY.name))
        return await fresh.answer(request, lambda: measuring(*question))

    return router


def _asked(request: Request, parameters: tuple[Parameter, ...]) -> Asked:
    try:
        return read_asked(parameters, request.query_params.multi_items())
    except AskedError as error:
        raise refused(error, "query") from error
