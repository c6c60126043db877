"""`python -m services.intake` as its own process, killed in the middle of its work."""

import asyncio
import re
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.contracts.topics import LIFECYCLE
from services.kernel.times import utc_now
from services.ops.ports import free_port
from services.ops.processes import Processes, Program
from services.runtime.auth.tokens import TokenIssuer
from services.runtime.kafka.operations.reading import read_topic
from services.runtime.kafka.operations.topics import apply_topics
from tests.component.intake.rig import DESK, FILING, environment, key, wait_for
from tests.platform_fixture import TestPlatform

FILINGS = 400
PHONE = re.compile(r"912.?345.?678")


class Desk:
    """A client that keeps on trying until each of its keys has an answer."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.answers: dict[str, str] = {}

    async def file(self, name: str) -> None:
        async with asyncio.timeout(60):
            while name not in self.answers:
                try:
                    answer = await self.client.post("/v1/dossiers", json=FILING, headers=key(name))
                except httpx.TransportError:
                    await asyncio.sleep(0.05)
                    continue
                if answer.status_code == 201:
                    self.answers[name] = answer.json()["code"]


@pytest.fixture
async def desk(platform: TestPlatform, namespace: str) -> Desk:
    await apply_topics(platform.kafka, namespace)
    issuer = TokenIssuer("t" * 40, 600, utc_now)
    return Desk(httpx.AsyncClient(headers={"Authorization": f"Bearer {issuer.issue(DESK)[0]}"}))


async def _published(platform: TestPlatform, namespace: str) -> Counter[tuple[bytes, bytes]]:
    """How often each event of each dossier is on the broker, by key and id."""
    records = [raw async for raw in read_topic(platform.kafka, namespace, LIFECYCLE.name)]
    return Counter((raw.key or b"", dict(raw.headers)["ce_id"] or b"") for raw in records)


async def test_a_killed_intake_loses_and_doubles_nothing(
    platform: TestPlatform, namespace: str, desk: Desk, tmp_path: Path
) -> None:
    """SIGKILL under load, restart, retries: one code per key, all events published, no personal data in the log."""
    port = free_port()
    variables: dict[str, Any] = environment(platform, namespace) | {"LIENTHONG_HTTP_PORT": str(port)}
    desk.client.base_url = httpx.URL(f"http://127.0.0.1:{port}")
    with Processes(tmp_path, [Program.module("intake", "services.intake", port, variables)]) as processes:
        await asyncio.to_thread(processes.start, "intake")
        filing = [asyncio.create_task(desk.file(f"k-{n}")) for n in range(FILINGS)]

        async def some_answered() -> bool:
            return len(desk.answers) > FILINGS // 8

        await wait_for(some_answered)
        processes.kill("intake")
        acknowledged = dict(desk.answers)
        await asyncio.to_thread(processes.restart, "intake")
        await asyncio.gather(*filing)
        assert len(acknowledged) < FILINGS
        assert len(set(desk.answers.values())) == FILINGS
        again = Desk(desk.client)
        await asyncio.gather(*(again.file(name) for name in acknowledged))
        assert again.answers == acknowledged

        async def all_published() -> bool:
            events = await _published(platform, namespace)
            return Counter(code for code, _ in events) == dict.fromkeys(_bytes(desk.answers.values()), 2)

        await wait_for(all_published)
        await desk.client.aclose()
        assert processes.stop() == []
        assert processes.exit_code("intake") == 0
        log = processes.log("intake").read_text(encoding="utf-8")
    assert not PHONE.search(log)
    assert "Nguyễn" not in log


def _bytes(codes: Any) -> list[bytes]:
    return [code.encode() for code in codes]
