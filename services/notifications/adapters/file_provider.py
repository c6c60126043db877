"""A provider that writes messages to a file, one JSON line each, instead of sending them."""

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import orjson

from services.kernel.times import Clock
from services.notifications.adapters.reserved_numbers import Act, Script
from services.notifications.application.ports import Capabilities, Message
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome, Refused, Submitted

__all__ = ["FileProvider"]

_OWNER_ONLY: Final = 0o600
_APPEND: Final = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC


class FileProvider:
    """Each line is one write to a file opened for appending, so that several processes may share it.

    It does not recognise a reference that it has seen: whoever sends a message twice gets two lines.
    """

    name = "file"
    capabilities = Capabilities(dedupes=False)

    def __init__(self, path: Path, *, fsync: bool, scripts: Mapping[str, Script], clock: Clock) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, _APPEND, _OWNER_ONLY)
        self._fsync = fsync
        self._scripts = scripts
        self._clock = clock

    async def send(self, message: Message) -> Outcome:
        """Write the message, unless its number is reserved for something else."""
        script = self._scripts.get(message.to)
        act = script.act(message.attempt) if script else Act.SUBMIT
        match act:
            case Act.REFUSE:
                return Refused("number_unreachable")
            case Act.BUSY:
                return Busy("provider_busy")
            case Act.SILENT:
                return await _silence()
        answer = await self._write(message)
        return await _silence() if act is Act.TAKE_SILENTLY else answer

    def close(self) -> None:
        os.close(self._file)

    async def _write(self, message: Message) -> Outcome:
        line = self._line(message)
        try:
            written = os.write(self._file, line)
        except OSError:
            return Busy("file_not_writable")
        if written < len(line):
            return NoAnswer("line_torn")
        if self._fsync:
            try:
                await asyncio.to_thread(os.fsync, self._file)
            except OSError:
                return NoAnswer("file_not_synced")
        return Submitted(message.reference)

    def _line(self, message: Message) -> bytes:
        fields = {
            "reference": message.reference,
            "to": message.to,
            "text": message.text,
            "encoding": message.encoding.value,
            "segments": message.segments,
            "at": self._clock().isoformat(),
        }
        return orjson.dumps(fields, option=orjson.OPT_APPEND_NEWLINE)


async def _silence() -> Outcome:
    await asyncio.Event().wait()
    return NoAnswer("silence_broken")
