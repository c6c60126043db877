"""GET /v1/reports/count: how many received dossiers of a period match."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from services.runtime.web import ApiRouter
from services.stats.application.count_dossiers import count_distinct, count_dossiers
from services.stats.application.question import STANDINGS, Question
from services.stats.application.reading import Reports
from services.stats.domain.filters import Filters
from services.stats.domain.papers.known import Known
from services.stats.entrypoints.http.filters import filters_from
from services.stats.entrypoints.http.papers.fresh_json import FreshJson
from services.stats.entrypoints.http.parameters import (
    COUNT_READERS,
    First,
    Last,
    Values,
    agencies_of,
    any_of,
    check_period,
    wrong,
)


def get_count(reports: Reports, known: Known, attributes: frozenset[str], fresh: FreshJson) -> APIRouter:
    """For credentials with the scope statistics:read; `attributes` are the declared dimensions."""
    router = ApiRouter(tags=["reports"])
    read_filters = filters_from(known, attributes)

    @router.get("/v1/reports/count", dependencies=COUNT_READERS)
    async def read_count(
        request: Request,
        *,
        first: First,
        last: Last,
        agency: Values = None,
        filters: Annotated[Filters, Depends(read_filters)],
        outcome: Values = None,
        distinct: Annotated[bool, Query(description="Also count the different agencies and procedures")] = False,
    ) -> Response:
        """Dossiers received in the period that match every parameter given, by any of its values.

        `attribute.<name>` filters by a declared attribute. `outcome=refused` counts refused filings; without it they
        are in no count. `pending` leaves out `awaiting_supplement`, which is an outcome of its own here.
        """
        check_period(first, last)
        question = Question(first, last, filters, agencies_of(agency, known.agencies), _outcomes_of(outcome))
        return await fresh.answer(request, lambda: _answer(reports, question, distinct=distinct))

    return router


def _outcomes_of(values: list[str] | None) -> frozenset[str] | None:
    outcomes = any_of(values)
    if outcomes and not outcomes <= STANDINGS:
        raise wrong("outcome", "unknown")
    return outcomes


async def _answer(reports: Reports, question: Question, *, distinct: bool) -> dict[str, Any]:
    if not distinct:
        return {"count": await reports.ask(lambda reader: count_dossiers(reader, question))}
    found = await reports.ask(lambda reader: count_distinct(reader, question))
    return {"count": found.dossiers, "distinct": {"agencies": found.agencies, "procedures": found.procedures}}
