"""A real process starts quickly, stops in order on SIGTERM, and stops at once when told twice."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

SERVICE = Path(__file__).parent / "tiny_service.py"
ROOT = Path(__file__).parents[3]
DEADLINE = 60.0

Start = Callable[..., Awaitable["Running"]]


class Running:
    """The process and the log lines read so far."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.lines: list[dict[str, Any]] = []

    async def event(self, name: str) -> dict[str, Any]:
        """Read on until the event; fails after the deadline or at the end of the output."""
        assert self.process.stdout is not None
        async with asyncio.timeout(DEADLINE):
            while raw := await self.process.stdout.readline():
                self.lines.append(json.loads(raw))
                if self.lines[-1]["event"] == name:
                    return self.lines[-1]
        raise AssertionError([line["event"] for line in self.lines])

    async def end(self) -> int:
        """Read the rest and return the exit code."""
        assert self.process.stdout is not None
        async with asyncio.timeout(DEADLINE):
            async for raw in self.process.stdout:
                self.lines.append(json.loads(raw))
            return await self.process.wait()

    @property
    def steps(self) -> list[str]:
        return [line["name_of_step"] for line in self.lines if line["event"] == "step"]


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    running: list[Process] = []

    async def launch(**variables: str) -> Running:
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "LIENTHONG_KAFKA_BOOTSTRAP": "127.0.0.1:1",
            "LIENTHONG_STORE_URL": "mongodb://127.0.0.1:1/",
            "LIENTHONG_TOKEN_SECRET": "s" * 64,
            "LIENTHONG_HTTP_PORT": "0",
            "LIENTHONG_DRAIN_SECONDS": "60",
            **variables,
        }
        process = await asyncio.create_subprocess_exec(sys.executable, str(SERVICE), env=environment, stdout=PIPE)
        running.append(process)
        return Running(process)

    yield launch
    for process in running:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_a_bare_service_starts_small_and_ready(start: Start) -> None:
    """From exec to the first request it can answer; the seconds are printed, the memory is asserted."""
    service = await start()
    started = await service.event("service_started")
    print(f"start-up {started['seconds']} s ({started['cpu_seconds']} s CPU), {started['rss_mib']} MiB")  # noqa: T201 the figure is the point
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{started['port']}", timeout=DEADLINE) as client:
        assert (await client.get("/readyz")).status_code == 200
        assert (await client.get("/livez")).status_code == 200
    assert started["rss_mib"] < 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_stops_in_order_and_answers_what_runs(start: Start, number: signal.Signals) -> None:
    """The running request is answered first, then consumers, relay, connections, then the background; exit 0."""
    service = await start()
    started = await service.event("service_started")
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{started['port']}", timeout=DEADLINE) as client:
        request = asyncio.create_task(client.get("/v1/slow"))
        await service.event("slow_request")
        service.process.send_signal(number)
        response = await request
    assert response.status_code == 200
    assert await service.end() == 0
    assert service.steps == ["start", "consumers", "relay", "close", "background cancelled"]
    assert service.lines[-1]["event"] == "service_stopped"


async def test_a_failing_step_does_not_keep_the_next_from_running(start: Start) -> None:
    """The relay drains even when the consumers could not stop cleanly; the exit code tells."""
    service = await start(TINY_STEP="fail")
    await service.event("service_started")
    service.process.terminate()
    assert await service.end() == 1
    assert service.steps[:4] == ["start", "consumers", "relay", "close"]


async def test_the_stop_ends_within_the_drain_time(start: Start) -> None:
    """A step that hangs is cut off, logged and told by the exit code."""
    service = await start(TINY_STEP="hang", LIENTHONG_DRAIN_SECONDS="1")
    await service.event("service_started")
    service.process.terminate()
    assert await service.end() == 1
    assert "drain_timed_out" in [line["event"] for line in service.lines]


async def test_a_second_signal_exits_at_once(start: Start) -> None:
    """An operator who insists does not wait for the drain."""
    service = await start(TINY_STEP="hang", LIENTHONG_DRAIN_SECONDS="60")
    await service.event("service_started")
    service.process.terminate()
    await service.event("step")
    service.process.terminate()
    assert await service.end() == 128 + signal.SIGTERM


async def test_a_background_part_that_ends_stops_the_process(start: Start) -> None:
    """A service without its consumer must not look alive: it stops in order with exit code 1."""
    service = await start(TINY_BACKGROUND="end")
    assert await service.end() == 1
    assert "background_ended" in [line["event"] for line in service.lines]
    assert service.steps[:4] == ["start", "consumers", "relay", "close"]


async def test_a_wrong_configuration_exits_with_code_2(start: Start) -> None:
    """Before anything is started, with the remedy on standard error."""
    service = await start(LIENTHONG_TOKEN_SECRET="short")
    assert await service.end() == 2


async def test_a_taken_port_is_a_failure_with_a_reason(start: Start) -> None:
    """Exit code 1 and one log line."""
    first = await start()
    started = await first.event("service_started")
    second = await start(LIENTHONG_HTTP_PORT=str(started["port"]))
    assert await second.end() == 1
    assert "service_failed" in [line["event"] for line in second.lines]
