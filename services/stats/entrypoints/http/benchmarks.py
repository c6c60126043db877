"""GET /v1/benchmarks: ranks, shares and targets that others publish."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from services.kernel.catalogue import Catalogue
from services.runtime.web import ApiRouter
from services.stats.application.benchmarks import find_benchmarks, present_benchmark
from services.stats.domain.papers.known import Known
from services.stats.entrypoints.http.parameters import STRICT_READERS, Values, agencies_of, known_of

__all__ = ["get_benchmarks"]

Years = Annotated[list[int] | None, Query(max_length=100, examples=[[2022]])]


def get_benchmarks(catalogue: Catalogue, known: Known) -> APIRouter:
    """For credentials with the scope statistics:read."""
    router = ApiRouter(tags=["benchmarks"])

    @router.get(
        "/v1/benchmarks",
        dependencies=STRICT_READERS,
        summary="Chỉ số do nơi khác công bố / Indices that others publish",
    )
    async def read(agency: Values = None, index: Values = None, year: Years = None) -> dict[str, Any]:
        """With year and source, for these agencies and all below them by code, and for the whole country.

        A rank that went `up` has a lower number than the `year_before`. A `change` whose unit is `unclear` may be
        percent or percentage points: its source does not say. `unverified` names what the source leaves out.
        """
        years = frozenset(year) if year else None
        found = find_benchmarks(
            catalogue.benchmarks,
            agencies_of(agency, known.agencies),
            known_of("index", index, catalogue.words.indices),
            years,
        )
        return {"benchmarks": [present_benchmark(each, catalogue) for each in found]}

    return router
