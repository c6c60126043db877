"""GET /v1/secret-totals"""

from datetime import date
from typing import Annotated, Any, Final

from fastapi import Query

from services.intake.application.dossiers.secret_totals import SecretTotals
from services.intake.entrypoints.http.acting_agency import acting_agency
from services.intake.entrypoints.http.examples import answers
from services.intake.entrypoints.http.parameters import Reader
from services.runtime.web import ApiRouter
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_secret_totals"]

_EXAMPLE: Final[dict[str, Any]] = {"agency": "H93.31", "from": "2023-01-01", "to": "2023-12-31", "received": 4}


def add_secret_totals(router: ApiRouter, totals: SecretTotals) -> None:
    @router.get(
        "/v1/secret-totals",
        summary="Số hồ sơ mật của cơ quan / The agency's own count of secret dossiers",
        response_class=OrjsonResponse,
        responses=answers(_EXAMPLE, "Số lượng / The counts"),
    )
    async def read(
        principal: Reader,
        first: Annotated[date, Query(alias="from")],
        last: Annotated[date, Query(alias="to")],
        agency: Annotated[str | None, Query(max_length=24)] = None,
    ) -> OrjsonResponse:
        """By day of filing, both ends in; for the agency itself."""
        acting = acting_agency(agency, principal)
        counts = await totals(acting, principal, first, last)
        return OrjsonResponse({"agency": acting, "from": first.isoformat(), "to": last.isoformat(), **counts})
