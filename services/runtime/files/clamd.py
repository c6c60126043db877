"""Scans with ClamAV's daemon over TCP, by its INSTREAM command (clamd(8)); and the stand-in where there is none."""

import asyncio
import struct
from contextlib import suppress
from typing import Final

from services.runtime.failures import TransientError
from services.runtime.files.ports import Verdict

__all__ = ["Clamd", "NoScanner"]

_CHUNK: Final = 64 * 1024
_MOST_ANSWERED: Final = 4096
"""Bytes of an answer; clamd writes one short line, ended by a zero byte."""


class Clamd:
    """`address` is host:port; a scan that takes longer than `seconds` counts as unavailable."""

    engine = "clamd"

    def __init__(self, address: str, seconds: float = 30.0) -> None:
        self._host, _, port = address.rpartition(":")
        self._port = int(port)
        self._seconds = seconds

    async def scan(self, content: bytes) -> Verdict:
        try:
            async with asyncio.timeout(self._seconds):
                answer = await self._ask(content)
        except (OSError, TimeoutError) as error:
            raise TransientError("scanner_unavailable") from error
        if answer.endswith(b"OK"):
            return Verdict("clean", self.engine)
        if answer.endswith(b"FOUND"):
            return Verdict("infected", self.engine)
        raise TransientError("scanner_unavailable")

    async def _ask(self, content: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(self._host, self._port)
        try:
            writer.write(b"zINSTREAM\0")
            for start in range(0, len(content), _CHUNK):
                chunk = content[start : start + _CHUNK]
                writer.write(struct.pack("!I", len(chunk)) + chunk)
                await writer.drain()
            writer.write(struct.pack("!I", 0))
            await writer.drain()
            return (await reader.read(_MOST_ANSWERED)).rstrip(b"\0\n ")
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()


class NoScanner:
    """Where no scanner is configured; says so in every answer, so that nobody takes a file for clean."""

    async def scan(self, _: bytes) -> Verdict:
        return Verdict("not_scanned", "none_configured")
