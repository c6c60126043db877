"""The service as operators run it."""

from datetime import timedelta

import httpx
import pytest

from services.kernel.times import utc_now
from services.ops.ports import free_port
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer
from tests.component.notifications.rig import Rig, code_of, wait_for

pytestmark = pytest.mark.platform


async def test_a_message_can_be_followed_over_http(rig: Rig) -> None:
    """Ready, alive, the message of the dossier with its price and masked number, the count in the metrics, exit 0."""
    port = free_port()
    process = await rig.spawn(http_port=str(port))
    principal = Principal("desk", frozenset({"H90.01"}), frozenset({"dossiers:read"}))
    token, _ = TokenIssuer("s" * 64, int(timedelta(minutes=5).total_seconds()), utc_now).issue(principal)
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=60) as client:

        async def ready() -> bool:
            try:
                return (await client.get("/readyz")).status_code == 200
            except httpx.TransportError:
                return False

        await wait_for(ready)
        await rig.contact(1)
        await rig.event(1)
        await wait_for(lambda: rig.told_is(1, "accepted", "submitted"))
        (item,) = (await client.get("/v1/notifications", params={"dossier": code_of(1)})).json()["items"]
        assert (item["state"], item["price_vnd"], item["phone"]) == ("submitted", 300, "*********678")
        assert (await client.get(f"/v1/notifications/{item['id']}")).json() == item
        assert (await client.get("/livez")).status_code == 200
        metrics = (await client.get("/metrics")).text
        assert 'lienthong_messages_total{state="submitted",template="due_today"} 1.0' in metrics
    process.terminate()
    assert await process.wait() == 0
