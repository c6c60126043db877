"""A folder as the way to and from the national portal: a file per message, named by its dossier's code alone.

Files hold names of people: only their owner may read them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from services.intake.adapters.exchange.sync_message import read_message, written_message
from services.intake.domain.exchange.synced import Synced
from services.runtime.delivery.drop_folder import DropFolder, DroppedFile
from services.runtime.failures import PermanentError

__all__ = ["FileDrop", "FileLetter"]


class FileDrop:
    """Implements the ports `Outbox` and `Inbox`. Raises OSError when the folder cannot be used."""

    def __init__(self, folder: Path) -> None:
        self._folder = DropFolder(folder)

    def leave(self, synced: Synced) -> None:
        self._folder.leave(synced.code, written_message(synced))

    def letters(self) -> Iterator["FileLetter"]:
        return map(FileLetter, self._folder.files())


@dataclass(frozen=True, slots=True)
class FileLetter:
    """Implements the port `Letter`."""

    file: DroppedFile

    @property
    def name(self) -> str:
        return self.file.path.name

    def read(self) -> Synced:
        synced = read_message(self.file.read())
        if synced.code != self.file.path.stem:
            raise PermanentError("message_unreadable", field="MaHoSo")
        return synced

    def accept(self) -> None:
        self.file.accept()

    def reject(self, reason: str, field: str | None) -> None:
        self.file.reject(reason, field)
