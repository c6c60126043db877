"""Replies that foreign systems leave in folders: `<system>/in`, one signed file each."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.kernel.catalogue import ForeignSystem, Systems, Transport
from services.routing.adapters.foreign.folder_courier import inbox_of
from services.routing.application.foreign.ports import Lines
from services.routing.application.foreign.replies import SignedReply
from services.routing.application.foreign.take_reply import TakeReply
from services.routing.domain.foreign.line import Line
from services.runtime.delivery.drop_folder import DropFolder, DroppedFile
from services.runtime.failures import PermanentError, TransientError

__all__ = ["FolderReplies"]

_MOST: Final = 512
_AT_ONCE: Final = 32
_log = structlog.get_logger()


class _File(BaseModel):
    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    id: Annotated[str, Field(min_length=1, max_length=64)]
    timestamp: Annotated[int, Field(gt=0, strict=True)]
    signature: Annotated[str, Field(min_length=1, max_length=1000)]
    body: Annotated[str, Field(min_length=1)]


class FolderReplies:
    """A sweep. Several processes may read one folder: a reply is one report however often it is published.

    A file is settled after its report is on the broker; one that cannot be published stays where it is.
    """

    def __init__(self, systems: Systems, lines: Lines, take: TakeReply, folder: Path) -> None:
        self._systems = [system for system in systems if system.transport is Transport.FILE]
        self._lines = lines
        self._take = take
        self._folder = folder

    async def sweep(self) -> int:
        """Take over what lies there; return how many files were settled. Raises TransientError."""
        settled = 0
        for system in self._systems:
            kept = await self._lines.find(system.id)
            if kept is not None:
                settled += await self._of_system(system, kept.line)
        return settled

    async def _of_system(self, system: ForeignSystem, line: Line) -> int:
        folder = DropFolder(inbox_of(self._folder, system.id))
        try:
            files = await asyncio.to_thread(lambda: list(folder.files())[:_MOST])
            for start in range(0, len(files), _AT_ONCE):
                await self._settle_all(system, line, files[start : start + _AT_ONCE])
        except OSError as error:
            raise TransientError("folder_unusable", system=system.id) from error
        return len(files)

    async def _settle_all(self, system: ForeignSystem, line: Line, files: Sequence[DroppedFile]) -> None:
        """Beside each other: what routing makes of reports does not depend on their order. One failure is enough."""
        settled = await asyncio.gather(*(self._settle(system, line, file) for file in files), return_exceptions=True)
        for outcome in settled:
            if isinstance(outcome, BaseException):
                raise outcome

    async def _settle(self, system: ForeignSystem, line: Line, file: DroppedFile) -> None:
        try:
            await self._take(system, line, _read(await asyncio.to_thread(file.read)))
        except PermanentError as error:
            _log.warning("reply_rejected", system=system.id, reason=error.reason)
            await asyncio.to_thread(file.reject, error.reason, error.fields.get("field"))
        else:
            await asyncio.to_thread(file.accept)


def _read(content: bytes) -> SignedReply:
    try:
        file = _File.model_validate_json(content)
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"]) or "file"
        raise PermanentError("reply_unreadable", field=field) from None
    return SignedReply(file.id, file.timestamp, file.signature, file.body.encode())
