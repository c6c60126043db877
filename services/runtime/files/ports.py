"""What keeping files needs of the world."""

from dataclasses import dataclass
from typing import Protocol

__all__ = ["Blobs", "Scanner", "Verdict"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`state` is clean, infected or not_scanned; `engine` says who judged, or that nobody does here."""

    state: str
    engine: str


class Blobs(Protocol):
    """Contents by their SHA-256; the same content is kept once."""

    async def keep(self, sha256: str, content: bytes) -> None:
        """Returns once it is on disk. Raises TransientError."""
        ...

    async def read(self, sha256: str) -> bytes | None:
        """Raises TransientError, and PermanentError(file_damaged) for what is no longer what its name says."""
        ...


class Scanner(Protocol):
    """Looks for harmful content before anything is kept."""

    async def scan(self, content: bytes) -> Verdict:
        """Raises TransientError(scanner_unavailable)."""
        ...
