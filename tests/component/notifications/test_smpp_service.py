"""The whole service with a message centre: what the centre reports is what is told."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.component.notifications.message_centre import MessageCentre, start_centre
from tests.component.notifications.rig import Rig, wait_for

pytestmark = [pytest.mark.platform, pytest.mark.chaos]

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
    response_seconds: 2
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
    return {"sms_providers": str(path), "sms_timeout_seconds": "3", "sms_lease_seconds": "6"}


async def test_a_delivered_message_and_one_that_is_not(rig: Rig, centre: MessageCentre, tmp_path: Path) -> None:
    """From the event over the centre's receipt to the state that is told."""
    await centre.tell(receipts={})
    await rig.spawn(**through(centre, tmp_path))
    await rig.contact(1)
    await rig.event(1)
    await wait_for(lambda: rig.told_is(1, "accepted", "submitted", "delivered"))
    await centre.tell(receipts={"stat": "UNDELIV", "err": "1b"})
    await rig.contact(2)
    await rig.event(2)
    await wait_for(lambda: rig.told_is(2, "accepted", "submitted", "permanent_failure/1b"))


async def test_killed_services_and_centres_send_nothing_twice(rig: Rig, centre: MessageCentre, tmp_path: Path) -> None:
    """Two kills of the service and one of the centre while messages flow; the centre's own log is the judge."""
    total = 150
    await centre.tell(receipts={"after_ms": 200})
    settings = through(centre, tmp_path)
    process = await rig.spawn(**settings)
    await asyncio.gather(*(rig.contact(number) for number in range(total)))
    for kill in range(3):
        await asyncio.gather(*(rig.event(number) for number in range(kill * 50, kill * 50 + 50)))
        await wait_for(lambda seen=kill * 50 + 15: len(centre.submits()) >= seen)  # type: ignore[misc]
        if kill == 1:
            await centre.kill()
            again = await start_centre(centre.path, centre.port)
            centre.process = again.process
            await centre.tell(receipts={"after_ms": 200})
        else:
            process.kill()
            await process.wait()
            process = await rig.spawn(**settings)

    async def all_ended() -> bool:
        told = await rig.told()
        ended = [code for code, states in told.items() if states[-1] != "accepted" and "scheduled" not in states[-1]]
        return len(ended) == total

    await wait_for(all_ended, seconds=60)
    told = await rig.told()
    uncertain = {code for code, states in told.items() if states[-1].startswith("uncertain")}
    sent = [entry["text"] for entry in centre.submits()]
    assert len(uncertain) <= 3 * 32
    for code, states in told.items():
        copies = sum(code in text for text in sent)
        assert copies <= 1, f"{code} was sent {copies} times"
        assert copies == 1 or code in uncertain, f"{code} is {states} and was never sent"
