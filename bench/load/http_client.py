"""Files dossiers as fast as the service answers, or at a fixed rate; a process of its own with a light client.

`python -m bench.load.http_client PORT --seconds S [--connections C | --rate R]`; the token is in BENCH_TOKEN. Prints
one JSON object: answers, errors, seconds, milliseconds per answer, and with --rate when each filing was sent (epoch s).
"""

import argparse
import asyncio
import os
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httptools
import orjson
import uvloop

_CREATED = 201
_BODY = (
    '{"procedure":"1.012753","applicant":{"name":"Nguyễn Thị Mai","phone":"0912 345 %03d"},'
    '"channel":"direct","accept":true}'
)


class Connection(asyncio.Protocol):
    """One keep-alive connection with one request at a time."""

    def __init__(self) -> None:
        self._parser: Any = httptools.HttpResponseParser(self)
        self._transport: Any = None  # of uvloop, which derives from nothing of asyncio
        self._body = b""
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        if self._answer and not self._answer.done():
            self._answer.set_result((self._parser.get_status_code(), self._body))

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer and not self._answer.done():
            self._answer.set_exception(exc or ConnectionError())

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send a request and return status and body."""
        self._parser, self._body = httptools.HttpResponseParser(self), b""
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        self._transport.close()


@dataclass(slots=True)
class Result:
    """Milliseconds of each answer; `sent` maps the code to when its request was sent."""

    milliseconds: list[float] = field(default_factory=list)
    errors: int = 0
    sent: dict[str, float] = field(default_factory=dict)


def request_of(number: int, token: str) -> bytes:
    """One filing, with a key of its own."""
    body = (_BODY % (number % 1000)).encode()
    head = (
        "POST /v1/dossiers HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {token}\r\nIdempotency-Key: {uuid4()}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def connect(port: int) -> Connection:
    _, connection = await asyncio.get_running_loop().create_connection(Connection, "127.0.0.1", port)
    return connection


async def file_one(connection: Connection, number: int, token: str, result: Result, *, keep: bool) -> None:
    sent, begun = time.time(), time.perf_counter()
    status, body = await connection.ask(request_of(number, token))
    result.milliseconds.append((time.perf_counter() - begun) * 1000)
    if status != _CREATED:
        result.errors += 1
    elif keep:
        result.sent[orjson.loads(body)["code"]] = sent


async def as_fast_as_answered(port: int, seconds: float, connections: int, token: str) -> Result:
    """Each connection sends its next request when the last one is answered."""
    result, end = Result(), time.perf_counter() + seconds

    async def work(first: int) -> None:
        connection, number = await connect(port), first
        while time.perf_counter() < end:
            await file_one(connection, number, token, result, keep=False)
            number += connections
        connection.close()

    await asyncio.gather(*(work(first) for first in range(connections)))
    return result


async def at_rate(port: int, seconds: float, rate: float, token: str) -> Result:
    """Requests leave on time whether or not earlier ones are answered."""
    result, idle, tasks = Result(), [await connect(port) for _ in range(16)], set()

    async def work(number: int) -> None:
        connection = idle.pop() if idle else await connect(port)
        await file_one(connection, number, token, result, keep=True)
        idle.append(connection)

    begun = time.perf_counter()
    for number in range(int(seconds * rate)):
        await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
        task = asyncio.create_task(work(number))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    await asyncio.gather(*tasks)
    for connection in idle:
        connection.close()
    return result


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--rate", type=float)
    given = parser.parse_args()
    token = os.environ["BENCH_TOKEN"]
    work = (
        at_rate(given.port, given.seconds, given.rate, token)
        if given.rate
        else as_fast_as_answered(given.port, given.seconds, given.connections, token)
    )
    begun = time.perf_counter()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        result = runner.run(work)
    answer = {
        "answers": len(result.milliseconds) - result.errors,
        "errors": result.errors,
        "seconds": time.perf_counter() - begun,
        "milliseconds": result.milliseconds,
        "sent": result.sent,
    }
    print(orjson.dumps(answer).decode())


if __name__ == "__main__":
    main()
