"""What the machinery around a process asks for: alive, ready, metrics."""

import httpx
from starlette.applications import Starlette

from services.runtime.health import Health
from services.runtime.metrics import METRICS
from services.runtime.web.operations import operation_routes


async def test_metrics_are_measured_when_they_are_asked_for() -> None:
    """Compose asks for readiness alone: gauges that only a check of liveness sets would stand still for ever."""
    health = Health()
    health.register("progress", lambda: METRICS.partitions_paused.set(7), "live")
    transport = httpx.ASGITransport(app=Starlette(routes=operation_routes(health)))
    try:
        async with httpx.AsyncClient(transport=transport, base_url="http://stats") as client:
            assert "lienthong_partitions_paused 7.0" in (await client.get("/metrics")).text
    finally:
        METRICS.partitions_paused.set(0)
