"""What the domain asks of the catalogue."""

from datetime import datetime
from typing import Protocol

from services.intake.domain.dossier import Filing
from services.kernel.working_time import WorkingCalendar

__all__ = ["Rules"]


class Rules(Protocol):
    """The rules in force for a dossier's reception day."""

    def calendar(self, filing: Filing) -> WorkingCalendar:
        """The working hours of the receiving agency."""
        ...

    def appointment(self, filing: Filing, received_at: datetime) -> datetime:
        """The due instant (UTC) of a dossier received at that time."""
        ...
