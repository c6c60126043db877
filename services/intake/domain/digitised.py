"""A result as a file: retrievable after the dossier is closed, and reusable instead of asking for it again."""

from dataclasses import dataclass
from datetime import date

__all__ = ["DigitisedResult"]


@dataclass(frozen=True, slots=True)
class DigitisedResult:
    """`file` is the SHA-256 of an uploaded file, `pages` counts A4 pages, `valid_to` None means no end.

    `stands_for` is the key of the component that it may stand for in later dossiers of its holder.
    """

    reference: str
    file: str
    pages: int
    valid_to: date | None = None
    stands_for: str | None = None
