"""What somebody asks of the data about them: to see it, to have it corrected or erased; answered within days."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from services.intake.domain.errors import RuleError
from services.kernel.agency_code import AgencyCode

__all__ = ["KINDS", "OUTCOMES", "DataRequest"]

KINDS: Final = ("access", "correction", "erasure")
OUTCOMES: Final = ("granted", "refused")


@dataclass(frozen=True, slots=True)
class DataRequest:
    """`due_at` follows from the working days of the rules; `reason` is a token that says why it was refused."""

    id: str
    code: str
    agency: AgencyCode
    kind: str
    received_at: datetime
    due_at: datetime
    answered_at: datetime | None = None
    outcome: str | None = None
    reason: str | None = None

    def answered(self, at: datetime, outcome: str, reason: str | None) -> "DataRequest":
        """Raises RuleError(data_request_answered)."""
        if self.answered_at is not None:
            raise RuleError("data_request_answered")
        return replace(self, answered_at=at, outcome=outcome, reason=reason)

    def is_late(self, now: datetime) -> bool:
        """Whether its answer came, or is, after the day it was due."""
        return (self.answered_at or now) > self.due_at
