"""A provider that writes messages to a file, one JSON line each, instead of sending them."""

import asyncio
import os
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Final

import orjson

from services.kernel.times import Clock
from services.notifications.adapters.reserved_numbers import Act, Script
from services.notifications.application.ports import Answered, Capabilities, Message
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome, Refused, Submitted

__all__ = ["FileProvider"]

_OWNER_ONLY: Final = 0o600
_ANSWERS: Final[Mapping[Act, Outcome]] = {Act.REFUSE: Refused("number_unreachable"), Act.BUSY: Busy("provider_busy")}
_WRITTEN: Final = frozenset({Act.SUBMIT, Act.TAKE_SILENTLY})
_SILENT: Final = frozenset({Act.SILENT, Act.TAKE_SILENTLY})
_APPEND: Final = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC


class FileProvider:
    """A batch is one write of a line per message to a file opened for appending, which several processes may share.

    It does not recognise a reference that it has seen: whoever sends a message twice gets two lines.
    """

    capabilities = Capabilities(dedupes=False)

    def __init__(
        self, path: Path, *, fsync: bool, scripts: Mapping[str, Script], clock: Clock, name: str = "file"
    ) -> None:
        self.name = name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, _APPEND, _OWNER_ONLY)
        self._fsync = fsync
        self._scripts = scripts
        self._clock = clock

    async def send(self, messages: Sequence[Message], answered: Answered) -> None:
        """Write the messages, but those whose number is reserved for something else."""
        acts = [self._act(message) for message in messages]
        for message, act in zip(messages, acts, strict=True):
            if act in _ANSWERS:
                answered(message, _ANSWERS[act])
        written = [message for message, act in zip(messages, acts, strict=True) if act in _WRITTEN]
        outcomes = await self._write(written)
        for message, outcome in zip(written, outcomes, strict=True):
            if self._act(message) is Act.SUBMIT:
                answered(message, outcome)
        if _SILENT.intersection(acts):
            await asyncio.Event().wait()

    async def start(self) -> None:
        """The file is open already."""

    async def close(self) -> None:
        os.close(self._file)

    def _act(self, message: Message) -> Act:
        script = self._scripts.get(message.to)
        return script.act(message.attempt) if script else Act.SUBMIT

    async def _write(self, messages: Sequence[Message]) -> list[Outcome]:
        lines = [self._line(message) for message in messages]
        try:
            written = os.write(self._file, b"".join(lines)) if lines else 0
        except OSError:
            return [Busy("file_not_writable")] * len(lines)
        ends = accumulate(map(len, lines))
        outcomes = [
            _reached(message, len(line), end, written) for message, line, end in zip(messages, lines, ends, strict=True)
        ]
        return outcomes if await self._synced() else [_unsure(outcome) for outcome in outcomes]

    async def _synced(self) -> bool:
        if self._fsync:
            try:
                await asyncio.to_thread(os.fsync, self._file)
            except OSError:
                return False
        return True

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


def _reached(message: Message, size: int, end: int, written: int) -> Outcome:
    """What a write of `written` bytes did for a line that ends at `end`."""
    if end <= written:
        return Submitted(message.reference)
    return NoAnswer("line_torn") if end - size < written else Busy("file_not_writable")


def _unsure(outcome: Outcome) -> Outcome:
    return NoAnswer("file_not_synced") if isinstance(outcome, Submitted) else outcome
