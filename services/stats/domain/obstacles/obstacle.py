"""One obstacle that an agency reports about an ISO week."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.kernel.iso_week import IsoWeek

__all__ = ["TEXT_LENGTH", "Obstacle", "Report"]

TEXT_LENGTH: Final = 2_000
"""Characters of a text at most."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is told: `category` is of the vocabulary, `field` one of the catalogue's or None for no single one.

    `text` is free, and passes `personal_text` before it is kept. It goes to officers' reports only, never into events,
    logs, metrics or public pages.
    """

    agency: str
    category: str
    field: str | None
    week: IsoWeek
    text: str


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A report as it is kept; `id` is the same for every repetition of the request that made it."""

    id: str
    report: Report
    reported_at: datetime
