"""What the weekly digest needs of the outside."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from services.notifications.application.officers import broadcast
from services.notifications.application.officers.ports import OfficerLists

__all__ = ["TEMPLATE", "TO_OFFICERS", "WARNINGS", "DigestLists", "WeekCounts", "Weekly"]

TEMPLATE: Final = "weekly_digest"
WARNINGS: Final = frozenset({"due_warning", "signer_missing", "overdue", "escalated"})
TO_OFFICERS: Final = WARNINGS | {broadcast.TEMPLATE, TEMPLATE}
"""Every template that goes to officers: all others go to citizens."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """`messages` to citizens without those that were not to be sent, `failed` of them, `warnings` each counted once."""

    messages: int
    failed: int
    warnings: int


class WeekCounts(Protocol):
    """Of one agency, from `first` to before `until`. Raises TransientError."""

    async def count(self, agency: str, first: datetime, until: datetime) -> Weekly: ...


class DigestLists(OfficerLists, Protocol):
    def agencies(self, template: str) -> Collection[str]:
        """Those whose lists want to hear of it."""
        ...
