"""A folder as the way to and from the national portal: one JSON file per message, named by its dossier's code alone.

Files appear whole, by renaming. What was taken over moves to done/, what was refused to rejected/ with the reason
beside it; the name of the field is told, never its value. Only their owner may read them: they hold names of people.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import orjson

from services.intake.adapters.exchange.sync_message import read_message, written_message
from services.intake.domain.exchange.synced import Synced
from services.runtime.failures import PermanentError

__all__ = ["FileDrop", "FileLetter"]

_SUFFIX: Final = ".json"
_MOST_BYTES: Final = 1 << 20


class FileDrop:
    """Implements the ports `Outbox` and `Inbox`. Raises OSError when the folder cannot be used."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def leave(self, synced: Synced) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        _write(self._folder / f"{synced.code}{_SUFFIX}", written_message(synced))

    def letters(self) -> Iterator["FileLetter"]:
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")):
            if path.is_file() and not path.name.startswith("."):
                yield FileLetter(path)


@dataclass(frozen=True, slots=True)
class FileLetter:
    """Implements the port `Letter`."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    def read(self) -> Synced:
        try:
            if self.path.stat().st_size > _MOST_BYTES:
                raise PermanentError("message_unreadable", field="size")
            synced = read_message(self.path.read_bytes())
        except OSError:
            raise PermanentError("message_unreadable", field="file") from None
        if synced.code != self.path.stem:
            raise PermanentError("message_unreadable", field="MaHoSo")
        return synced

    def accept(self) -> None:
        self._move("done")

    def reject(self, reason: str, field: str | None) -> None:
        """The reason first: a file in rejected/ has one beside it for certain. One that is gone was settled already."""
        if not self.path.exists():
            return
        folder = self._folder("rejected")
        _write(folder / f"{self.path.stem}.reason", orjson.dumps({"reason": reason, "field": field}))
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


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and on the disk when this returns."""
    hidden = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(hidden, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    hidden.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
