"""/livez, /readyz and /metrics: for the machinery around us, not in the OpenAPI document."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.runtime.health import Health
from services.runtime.metrics import METRICS
from services.runtime.web.responses import OrjsonResponse


def operation_routes(health: Health) -> list[Route]:
    """Return the three routes; 200 or 503 with the failing checks by name."""

    async def livez(_request: Request) -> Response:
        return _report(health.liveness())

    async def readyz(_request: Request) -> Response:
        return _report(health.readiness())

    async def metrics(_request: Request) -> Response:
        # The checks measure lag and waiting partitions: where nobody asks /livez, those gauges stood still.
        health.liveness()
        return Response(METRICS.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return [Route("/livez", livez), Route("/readyz", readyz), Route("/metrics", metrics)]


def _report(failures: dict[str, str]) -> Response:
    return OrjsonResponse({"ok": not failures, "failures": failures}, 503 if failures else 200)
