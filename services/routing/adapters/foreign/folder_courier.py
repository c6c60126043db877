"""Hands over through a folder: `<system>/out` holds a file per message, which the system takes away."""

import asyncio
import errno
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import orjson

from services.kernel.catalogue import Systems
from services.routing.domain.foreign.handover import HandOver
from services.routing.domain.foreign.line import Line
from services.runtime.delivery import Answer, Message, signature_of
from services.runtime.delivery.drop_folder import DropFolder
from services.runtime.delivery.message import Sealing
from services.runtime.failures import PermanentError

__all__ = ["FolderCourier", "inbox_of", "outbox_of"]

_GROUP_MAY_READ: Final = 0o640
"""The system runs as another user; there is nothing personal in a message."""
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


def outbox_of(folder: Path, system: str) -> Path:
    return folder / system / "out"


def inbox_of(folder: Path, system: str) -> Path:
    return folder / system / "in"


class FolderCourier:
    """Implements the port `Courier`. A file is named by time and event, so repetitions are one file."""

    def __init__(self, folder: Path, sealing: Sealing, systems: Systems) -> None:
        self._folder = folder
        self._sealing = sealing
        self._systems = systems

    async def send(self, line: Line, handover: HandOver, body: bytes, at: datetime) -> Answer:
        system = self._systems.find(line.system)
        try:
            content = self._signed(line, Message(handover.message_id, body), int(at.timestamp()))
            async with asyncio.timeout(system.timeout.total_seconds() if system else None):
                await asyncio.to_thread(self._leave, handover, content)
        except PermanentError as error:
            return Answer(error.reason)
        except TimeoutError:
            return Answer("timeout")
        except OSError as error:
            return Answer("folder_full" if error.errno in _FULL else "folder_unwritable")
        return Answer()

    def _leave(self, handover: HandOver, content: bytes) -> None:
        name = f"{handover.at.astimezone(UTC):%Y%m%dT%H%M%S}-{handover.seq:06d}-{handover.event}"
        DropFolder(outbox_of(self._folder, handover.system), _GROUP_MAY_READ).leave(name, content)

    def _signed(self, line: Line, message: Message, timestamp: int) -> bytes:
        """The headers of Standard Webhooks beside the body as text, so that the signed bytes are plain."""
        secret = self._sealing.open(line.system, line.secret)
        signature = signature_of(secret, message, timestamp)
        return orjson.dumps(
            {"id": message.id, "timestamp": timestamp, "signature": signature, "body": message.body.decode()}
        )
