"""GET /v1/measures/{desk,legs,messages}: all figures about one of them, a row for each agency."""

from typing import Any, Literal

from fastapi import APIRouter

from services.runtime.web import ApiRouter
from services.stats.application.measures.present_measures import Measuring
from services.stats.entrypoints.http.parameters import READERS, First, Last, Values, agencies_of, check_period

__all__ = ["get_measures"]


def get_measures(measuring: Measuring) -> APIRouter:
    """For credentials with the scope statistics:read."""
    router = ApiRouter(tags=["measures"])

    @router.get("/v1/measures/{about}", dependencies=READERS)
    async def read_measures(
        about: Literal["desk", "legs", "messages"], first: First, last: Last, agency: Values = None
    ) -> dict[str, Any]:
        """One table for each kind of thing: tickets, calls, visits, hours, petitions, surveys; legs, acts, causes of
        lateness; messages.

        An agency covers those below it by code. Rates are objects with numerator, denominator and value. Minutes of
        percentiles are `{"at_most": n}`: the upper bound of the bucket that the percentile lies in. Each table is a
        report of its own under /v1/reports, in every format and by other dimensions.
        """
        check_period(first, last)
        return await measuring(about, first, last, agencies_of(agency))

    return router
