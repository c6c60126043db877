"""The client speaks HTTP to whatever answers."""

import asyncio

import orjson

from bench.load.http_client import as_fast_as_answered, at_rate


async def _server(bodies: list[bytes], status: bytes) -> asyncio.Server:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await _head(reader):
            length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
            bodies.append(await reader.readexactly(length))
            body = orjson.dumps({"code": f"c-{len(bodies)}"})
            writer.write(b"HTTP/1.1 " + status + b"\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
        writer.close()

    return await asyncio.start_server(answer, "127.0.0.1", 0)


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""


async def test_filings_are_answered_and_remembered() -> None:
    """At a rate of 200 a second for a tenth of a second: twenty filings, each code with its time."""
    bodies: list[bytes] = []
    async with await _server(bodies, b"201 Created") as server:
        result = await at_rate(server.sockets[0].getsockname()[1], 0.1, 200, "token")
    assert len(result.sent) == len(result.milliseconds) == len(bodies) == 20
    assert orjson.loads(bodies[0])["procedure"] == "1.012753"


async def test_other_answers_are_errors() -> None:
    """A refusal is never counted as work done."""
    async with await _server([], b"503 Service Unavailable") as server:
        result = await as_fast_as_answered(server.sockets[0].getsockname()[1], 0.05, 2, "token")
    assert result.errors == len(result.milliseconds) > 0
