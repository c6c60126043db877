"""What keeping files needs of the world."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.kernel.agency_code import AgencyCode
from services.runtime.files.ports import Verdict

__all__ = ["FileEntries", "FileEntry"]


@dataclass(frozen=True, slots=True)
class FileEntry:
    """What an agency knows of a file it uploaded; `sha256` is of the content (hex)."""

    agency: AgencyCode
    sha256: str
    size: int
    media_type: str
    scan: Verdict
    uploaded_at: datetime


class FileEntries(Protocol):
    """Which agency uploaded which file."""

    async def add(self, entry: FileEntry) -> None:
        """A file that the agency has already stays as it is."""
        ...

    async def find(self, agencies: frozenset[str], sha256: str) -> FileEntry | None: ...

    async def missing(self, agency: AgencyCode, hashes: frozenset[str]) -> frozenset[str]:
        """Those that the agency never uploaded."""
        ...
