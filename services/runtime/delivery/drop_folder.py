"""A folder as the way to and from a system of others: one JSON file per message.

Files appear whole, by renaming. What was taken over moves to done/, what was refused to rejected/ with the reason
beside it; the name of the field is told, never its value. Only their owner may read them, unless told otherwise.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import orjson

from services.runtime.failures import PermanentError

__all__ = ["OWNER_ALONE", "SUFFIX", "DropFolder", "DroppedFile", "write_whole"]

SUFFIX: Final = ".json"
OWNER_ALONE: Final = 0o600
_MOST_BYTES: Final = 1 << 20


class DropFolder:
    """Raises OSError when the folder cannot be used."""

    def __init__(self, folder: Path, mode: int = OWNER_ALONE) -> None:
        self._folder = folder
        self._mode = mode

    def leave(self, name: str, content: bytes) -> None:
        """Whole or not at all; a newer file of a name takes the place of one that was not fetched yet."""
        self._folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._folder / f"{name}{SUFFIX}", content, self._mode)

    def files(self) -> Iterator["DroppedFile"]:
        """In the order of their names."""
        for path in sorted(self._folder.glob(f"*{SUFFIX}")):
            if path.is_file() and not path.name.startswith("."):
                yield DroppedFile(path)


@dataclass(frozen=True, slots=True)
class DroppedFile:
    """A file that came, until it is settled."""

    path: Path

    def read(self) -> bytes:
        """Raises PermanentError(message_unreadable)."""
        try:
            if self.path.stat().st_size > _MOST_BYTES:
                raise PermanentError("message_unreadable", field="size")
            return self.path.read_bytes()
        except OSError:
            raise PermanentError("message_unreadable", field="file") from None

    def accept(self) -> None:
        self._move("done")

    def reject(self, reason: str, field: str | None) -> None:
        """The reason first: a file in rejected/ has one beside it for certain. One that is gone was settled already."""
        if not self.path.exists():
            return
        folder = self._folder("rejected")
        write_whole(folder / f"{self.path.stem}.reason", orjson.dumps({"reason": reason, "field": field}))
        self._move("rejected")

    def _move(self, where: str) -> None:
        """Somebody else may have settled it meanwhile, in the same way."""
        try:
            self.path.replace(self._folder(where) / self.path.name)
        except FileNotFoundError:
            return

    def _folder(self, where: str) -> Path:
        folder = self.path.parent / where
        folder.mkdir(exist_ok=True)
        return folder


def write_whole(path: Path, content: bytes, mode: int = OWNER_ALONE) -> None:
    """Whole or not at all, and on the disk when this returns. Raises OSError, with nothing left behind."""
    hidden = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(hidden, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        hidden.replace(path)
    except OSError:
        hidden.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
