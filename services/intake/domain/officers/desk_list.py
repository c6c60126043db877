"""The lists of a desk: what waits for whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from services.kernel.status import Status

__all__ = ["DeskList", "DeskQuestion", "question"]


class DeskList(StrEnum):
    NEW = "moi"
    DUE_SOON = "sap-den-han"
    OVERDUE = "qua-han"
    WAITING = "cho-bo-sung"
    TO_RETURN = "cho-tra"
    IN_WORK = "dang-xu-ly"


@dataclass(frozen=True, slots=True)
class DeskQuestion:
    """Statuses, and bounds of the due time (from included, until excluded)."""

    statuses: frozenset[Status]
    due_from: datetime | None = None
    due_until: datetime | None = None

    def fits(self, status: Status, due: datetime | None) -> bool:
        if status not in self.statuses:
            return False
        if self.due_from is None and self.due_until is None:
            return True
        after = self.due_from is None or (due is not None and due >= self.due_from)
        return after and (self.due_until is None or (due is not None and due < self.due_until))


_IN_WORK = frozenset({Status.RECEIVED, Status.IN_PROCESS, Status.WITHDRAWAL_REQUESTED})
_PAUSED = frozenset({Status.SUPPLEMENT_REQUESTED, Status.PAYMENT_REQUESTED})


def question(kind: DeskList, now: datetime, warning: timedelta) -> DeskQuestion:
    """`warning` is how long before the due time a dossier counts as due soon."""
    match kind:
        case DeskList.NEW:
            return DeskQuestion(frozenset({Status.NEWLY_FILED}))
        case DeskList.DUE_SOON:
            return DeskQuestion(_IN_WORK, now, now + warning)
        case DeskList.OVERDUE:
            return DeskQuestion(_IN_WORK, None, now)
        case DeskList.WAITING:
            return DeskQuestion(_PAUSED)
        case DeskList.TO_RETURN:
            return DeskQuestion(frozenset({Status.FINISHED}))
        case DeskList.IN_WORK:
            return DeskQuestion(_IN_WORK)
