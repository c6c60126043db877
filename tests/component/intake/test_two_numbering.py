"""Two intake processes number the same agency at once and are killed again and again.

`make prove-numbering N=20000` runs it larger; PROVE_NUMBERING is the number of filings, PROVE_KILLS that of kills.
"""

import asyncio
import json
import os
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from services.kernel.times import utc_now
from services.ops.cli.intake import app
from services.ops.ports import free_port
from services.ops.processes import Processes, Program
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer
from services.runtime.kafka.operations.topics import apply_topics
from tests.component.intake.rig import DESK, FILING, environment, key, wait_for
from tests.component.intake.test_process import GRACE_SECONDS, UNHURRIED
from tests.platform_fixture import TestPlatform

FILINGS = int(os.environ.get("PROVE_NUMBERING", "600"))
KILLS = int(os.environ.get("PROVE_KILLS", "2"))
NAMES = ("intake-1", "intake-2")
AT_ONCE = 96
BLOCK = 7
SEED = 20261127


@dataclass
class Crowd:
    """Clients that file at whichever process answers, until each key has its code; some reserve blocks besides."""

    clients: list[httpx.AsyncClient]
    codes: dict[str, str] = field(default_factory=dict)
    reserved: list[str] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def file(self, number: int) -> None:
        async with self.slots:
            doors = cycle(self.clients if number % 2 else self.clients[::-1])
            for door in doors:
                if answer := await self._post(door, "/v1/dossiers", FILING, key(f"k-{number}")):
                    break
                await asyncio.sleep(0.05)
            self.codes[f"k-{number}"] = answer["code"]
            if number % 50 == 0:
                block = await self._post(next(doors), "/v1/codes/reservations", {"count": BLOCK}, {})
                self.reserved += block["codes"] if block else []

    async def told(self) -> list[str]:
        """The dossiers whose acceptance the agency's feed tells, in its order."""
        codes: list[str] = []
        cursor, more = "", True
        while more:
            answer = await self.clients[0].get("/v1/feed", params={"after": cursor, "limit": 500})
            body = answer.json()
            cursor, more = body["cursor"], body["more"]
            codes += [entry["code"] for entry in body["entries"] if entry["type"].endswith("dossier.accepted.v1")]
        return codes

    async def _post(self, door: httpx.AsyncClient, path: str, body: Any, headers: dict[str, str]) -> Any:
        try:
            answer = await door.post(path, json=body, headers=headers)
        except httpx.TransportError as error:
            self.failures[type(error).__name__] += 1
            return None
        if answer.status_code != HTTPStatus.CREATED:
            self.failures[answer.json()["type"]] += 1
            return None
        return answer.json()


async def kill_one_after_the_other(processes: Processes, crowd: Crowd) -> None:
    """At about equal parts of the work, with a jitter that is the same in every run."""
    jitter = random.Random(SEED)  # noqa: S311 a schedule, no secret
    for turn in range(KILLS):
        reached = (turn + jitter.uniform(0.3, 1)) * FILINGS / (KILLS + 1)

        async def enough(count: float = reached) -> bool:
            return len(crowd.codes) >= count

        await wait_for(enough, seconds=600)
        name = NAMES[turn % 2]
        processes.kill(name)
        await asyncio.to_thread(processes.restart, name)


def audited(platform: TestPlatform, namespace: str, variables: dict[str, str]) -> dict[str, Any]:
    """What `lienthong intake numbers audit` says of the one book."""
    env = {name: variables[name] for name in ("LIENTHONG_STORE_URL", "LIENTHONG_CATALOGUE_DIR")}
    result = CliRunner().invoke(app, ["numbers", "audit", "--json"], env=env | {"LIENTHONG_NAMESPACE": namespace})
    assert result.exit_code == 0, result.output
    (book,) = json.loads(result.stdout)
    found: dict[str, Any] = book
    return found


@pytest.mark.timeout(0 if FILINGS > 1000 else 300)
async def test_two_killed_processes_give_no_number_twice_and_explain_every_gap(
    platform: TestPlatform, namespace: str, tmp_path: Path
) -> None:
    """One code per key and per reservation, a reason for every other number, and each dossier told once in the feed."""
    await apply_topics(platform.kafka, namespace)
    variables = environment(platform, namespace) | UNHURRIED
    ports = [free_port() for _ in NAMES]
    programs = [
        Program.module(name, "services.intake", port, variables | {"LIENTHONG_HTTP_PORT": str(port)})
        for name, port in zip(NAMES, ports, strict=True)
    ]
    desk = Principal(DESK.client_id, DESK.agencies, DESK.scopes | {"codes:reserve", "feed:read"})
    headers = {"Authorization": f"Bearer {TokenIssuer('t' * 40, 7200, utc_now).issue(desk)[0]}"}
    doors = [httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=30) for port in ports]
    crowd = Crowd(doors)
    with Processes(tmp_path, programs) as processes:
        await asyncio.to_thread(processes.start)
        assert await crowd.told() == []
        started = time.monotonic()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(kill_one_after_the_other(processes, crowd))
            for number in range(FILINGS):
                tasks.create_task(crowd.file(number))
        seconds = time.monotonic() - started

        async def all_told() -> bool:
            return len(await crowd.told()) >= FILINGS

        await wait_for(all_told)
        told = await crowd.told()
        assert processes.stop(GRACE_SECONDS) == []
    for door in doors:
        await door.aclose()
    book = await asyncio.to_thread(audited, platform, namespace, variables)
    print(f"\n{FILINGS} filings, {KILLS} kills, {seconds:.1f} s, {dict(crowd.failures)}, numbers {book['counts']}")  # noqa: T201 the figures of a proof
    assert sorted(told) == sorted(crowd.codes.values())
    codes = [*crowd.codes.values(), *crowd.reserved]
    assert len(set(codes)) == len(codes)
    assert book["counts"]["dossier"] == FILINGS
    assert book["counts"].get("reserved", 0) >= len(crowd.reserved)
    assert "unexplained" not in book["counts"]
    assert sum(book["counts"].values()) == book["spans"][-1]["to"]
