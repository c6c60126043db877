"""POST /v1/periods: freeze a report of a period that is over."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field

from services.runtime.auth.access import require
from services.runtime.auth.principal import Principal
from services.runtime.web import ApiRouter
from services.stats.application.papers.close_period import ClosePeriod, closing_paper
from services.stats.application.papers.paper import Shelf
from services.stats.domain.papers.asking import AskedError, read_asked
from services.stats.entrypoints.http.papers.period_views import view_edition
from services.stats.entrypoints.http.papers.wanted import refused

__all__ = ["CLOSE_SCOPE", "post_period"]

CLOSE_SCOPE = "statistics:close"
_CREATED = 201
Text = Annotated[str, Field(max_length=200)]


class PeriodForm(BaseModel):
    """`parameters` are those of the report, `from` and `to` among them; one that may be repeated takes a list."""

    model_config = ConfigDict(
        extra="forbid",
        hide_input_in_errors=True,
        json_schema_extra={
            "examples": [{"report": "procedures", "parameters": {"from": "2026-10-01", "to": "2026-10-31"}}]
        },
    )

    report: Annotated[str, Field(max_length=60)]
    parameters: Annotated[Mapping[str, Text | list[Text]], Field(max_length=20)]

    def given(self) -> list[tuple[str, str]]:
        """Return the parameters as a query has them."""
        lists = {name: [value] if isinstance(value, str) else value for name, value in self.parameters.items()}
        return [(name, text) for name, texts in lists.items() for text in texts]


def post_period(shelf: Shelf, close_period: ClosePeriod) -> APIRouter:
    """For credentials with the scope statistics:close."""
    router = ApiRouter(tags=["closed periods"])

    @router.post("/v1/periods", operation_id="closePeriod", responses={_CREATED: {"description": "Closed now"}})
    async def endpoint(
        form: PeriodForm, principal: Annotated[Principal, Depends(require(CLOSE_SCOPE))], response: Response
    ) -> dict[str, Any]:
        """Freeze the report with a digest. The same period closes once: asked again, 200 and its first edition."""
        paper = closing_paper(shelf, form.report)
        try:
            asked = read_asked(paper.parameters, form.given())
        except AskedError as error:
            raise refused(error, "body.parameters") from error
        closed = await close_period(paper, asked, principal.client_id)
        response.status_code = _CREATED if closed.new else 200
        response.headers["Location"] = f"/v1/periods/{closed.edition.period}"
        return view_edition(closed.edition)

    return router
