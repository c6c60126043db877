"""JSON responses by orjson, and problems as responses."""

from typing import Any

import orjson
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from services.runtime.metrics import METRICS
from services.runtime.problems import MEDIA_TYPE, Problem, body_of, language_of
from services.runtime.web.pages import problem_page

REQUEST_ID = "lienthong.request_id"


class OrjsonResponse(Response):
    """JSON in UTF-8; datetimes as ISO 8601."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content, default=str)


def problem_response(scope: Scope, problem: Problem) -> Response:
    """Answer with `problem`: an HTML page for browsers, otherwise application/problem+json; counted by type."""
    METRICS.http_refused.labels(problem.kind.slug).inc()
    headers = Headers(scope=scope)
    language = language_of(headers.get("accept-language", ""))
    extra = problem.headers | {"Content-Language": language, "Vary": "Accept, Accept-Language"}
    body = body_of(problem, language, scope.get(REQUEST_ID))
    if "text/html" in headers.get("accept", ""):
        return Response(problem_page(body, language), problem.status, extra, "text/html; charset=utf-8")
    return OrjsonResponse(body, problem.status, extra, MEDIA_TYPE)
