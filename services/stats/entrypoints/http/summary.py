"""GET /v1/reports/summary: received, refused, resolved and pending of a period, by procedure and by tag."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.kernel.times import Clock, local_day
from services.runtime.web import ApiRouter
from services.stats.application.present import present_summary
from services.stats.application.reading import Reports
from services.stats.application.summarise import summarise
from services.stats.domain.filters import Filters
from services.stats.domain.papers.known import Known
from services.stats.entrypoints.http.papers.fresh_json import FreshJson
from services.stats.entrypoints.http.parameters import (
    STRICT_READERS,
    First,
    Last,
    Values,
    agencies_of,
    check_period,
    known_of,
)


def get_summary(reports: Reports, known: Known, clock: Clock, fresh: FreshJson) -> APIRouter:
    """For credentials with the scope statistics:read."""
    router = ApiRouter(tags=["reports"])

    @router.get("/v1/reports/summary", dependencies=STRICT_READERS)
    async def read_summary(
        request: Request,
        first: First,
        last: Last,
        agency: Values = None,
        procedure: Values = None,
        tag: Values = None,
    ) -> Response:
        """Figures of the period and what was pending at the end of its last day, or is now if that is to come.

        An agency covers those below it by code. A procedure is `1.011441` (all versions) or `1.011441@1`. A rate is
        an object with numerator, denominator, rounding and value; out of nothing the value is `not_applicable`.
        """
        check_period(first, last)
        filters = Filters(
            procedures=known_of("procedure", procedure, known.procedures), tags=known_of("tag", tag, known.tags)
        )
        agencies = agencies_of(agency, known.agencies)

        async def read() -> dict[str, Any]:
            today = local_day(clock())
            summary = await reports.ask(lambda reader: summarise(reader, first, last, filters, agencies, today))
            return {
                "period": {"from": first, "to": last},
                "agency": sorted(agencies or ()),
                "procedure": sorted(filters.procedures or ()),
                "tag": sorted(filters.tags or ()),
            } | present_summary(summary)

        return await fresh.answer(request, read)

    return router
