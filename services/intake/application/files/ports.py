"""What keeping files needs of the world."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.kernel.agency_code import AgencyCode

__all__ = ["Blobs", "FileEntries", "FileEntry", "Scanner", "Verdict"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`state` is clean, infected or not_scanned; `engine` says who judged, or that nobody does here."""

    state: str
    engine: str


@dataclass(frozen=True, slots=True)
class FileEntry:
    """What an agency knows of a file it uploaded; `sha256` is of the content (hex)."""

    agency: AgencyCode
    sha256: str
    size: int
    media_type: str
    scan: Verdict
    uploaded_at: datetime


class Blobs(Protocol):
    """Contents by their SHA-256; the same content is kept once."""

    async def keep(self, sha256: str, content: bytes) -> None:
        """Returns once it is on disk. Raises TransientError."""
        ...

    async def read(self, sha256: str) -> bytes | None:
        """Raises TransientError, and PermanentError(file_damaged) for what is no longer what its name says."""
        ...


class FileEntries(Protocol):
    """Which agency uploaded which file."""

    async def add(self, entry: FileEntry) -> None:
        """A file that the agency has already stays as it is."""
        ...

    async def find(self, agencies: frozenset[str], sha256: str) -> FileEntry | None: ...

    async def missing(self, agency: AgencyCode, hashes: frozenset[str]) -> frozenset[str]:
        """Those that the agency never uploaded."""
        ...


class Scanner(Protocol):
    """Looks for harmful content before anything is kept."""

    async def scan(self, content: bytes) -> Verdict:
        """Raises TransientError(scanner_unavailable)."""
        ...
