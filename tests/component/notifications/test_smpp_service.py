"""The whole service with a message centre: what the centre reports is what is told."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.component.notifications.message_centre import MessageCentre, start_centre
from tests.component.notifications.rig import Rig, wait_for

pytestmark = pytest.mark.platform

PROVIDERS = """
providers:
  - name: centre
    kind: smpp
    host: 127.0.0.1
    port: {port}
    system_id: lienthong
    password_variable: CENTRE_PASSWORD
    brandname: LIENTHONG
    segment_vnd: 350
    window: 20
    response_seconds: 20
"""


@pytest.fixture
async def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[MessageCentre]:
    monkeypatch.setenv("CENTRE_PASSWORD", "right")
    centre = await start_centre(tmp_path / "centre.jsonl")
    yield centre
    await centre.kill()


def through(centre: MessageCentre, tmp_path: Path) -> dict[str, str]:
    """What the service is told besides the rest."""
    path = tmp_path / "providers.yaml"
    path.write_text(PROVIDERS.format(port=centre.port))
    return {"sms_providers": str(path), "sms_timeout_seconds": "30", "sms_lease_seconds": "60"}


async def test_a_delivered_message_and_one_that_is_not(rig: Rig, centre: MessageCentre, tmp_path: Path) -> None:
    """From the event over the centre's receipt to the state that is told."""
    await centre.tell(receipts={})
    await rig.spawn(**through(centre, tmp_path))
    await rig.contact(1)
    await rig.event(1)
    await wait_for(lambda: rig.ended(1, "delivered"))
    await centre.tell(receipts={"stat": "UNDELIV", "err": "1b"})
    await rig.contact(2)
    await rig.event(2)
    await wait_for(lambda: rig.ended(2, "permanent_failure/1b"))
