"""`python -m services.intake` as its own process, killed in the middle of its work."""

import asyncio
import re
import time
from collections import Counter
from collections.abc import Iterable
from http import HTTPStatus
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
EVENTS = 2
GRACE_SECONDS = 60.0
UNHURRIED = {"LIENTHONG_DRAIN_SECONDS": "40"}
"""How fast a process stops tells how busy the machine is."""
PHONE = re.compile(r"912.?345.?678")


class Desk:
    """A client that keeps on trying until each of its keys has an answer."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        # Fewer than the pool holds: on a busy machine its connections were seen to time out and never to be freed.
        self.slots = asyncio.Semaphore(32)
        self.answers: dict[str, str] = {}
        self.failures: Counter[str] = Counter()

    async def file(self, name: str) -> None:
        async with self.slots:
            while name not in self.answers:
                try:
                    answer = await self.client.post("/v1/dossiers", json=FILING, headers=key(name))
                except httpx.TransportError as error:
                    await self._failed(type(error).__name__)
                    continue
                if answer.status_code == HTTPStatus.CREATED:
                    self.answers[name] = answer.json()["code"]
                else:
                    await self._failed(answer.json()["type"])

    async def _failed(self, what: str) -> None:
        self.failures[what] += 1
        await asyncio.sleep(0.05)


@pytest.fixture
async def desk(platform: TestPlatform, namespace: str) -> Desk:
    await apply_topics(platform.kafka, namespace)
    issuer = TokenIssuer("t" * 40, 600, utc_now)
    token = issuer.issue(DESK)[0]
    return Desk(httpx.AsyncClient(headers={"Authorization": f"Bearer {token}"}, timeout=30))


async def _unpublished(platform: TestPlatform, namespace: str, codes: Iterable[str]) -> list[str]:
    """The dossiers of which the broker does not hold both events, each counted once however often it was sent."""
    records = [raw async for raw in read_topic(platform.kafka, namespace, LIFECYCLE.name)]
    events = {(raw.key or b"", dict(raw.headers)["ce_id"]) for raw in records}
    found = Counter(code.decode() for code, _ in events)
    return [code for code in codes if found[code] != EVENTS]


@pytest.mark.timeout(300)
async def test_a_killed_intake_loses_and_doubles_nothing(
    platform: TestPlatform, namespace: str, desk: Desk, tmp_path: Path
) -> None:
    """SIGKILL under load, restart, retries: one code per key, all events published, no personal data in the log."""
    port = free_port()
    variables: dict[str, Any] = environment(platform, namespace) | {"LIENTHONG_HTTP_PORT": str(port)} | UNHURRIED
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

        missing = list(desk.answers.values())
        deadline = time.monotonic() + 60
        while missing and time.monotonic() < deadline:
            missing = await _unpublished(platform, namespace, missing)
        assert missing == [], desk.failures
        await desk.client.aclose()
        assert processes.stop(GRACE_SECONDS) == []
        assert processes.exit_code("intake") == 0
        log = processes.log("intake").read_text(encoding="utf-8")
    assert not PHONE.search(log)
    assert "Nguyễn" not in log
