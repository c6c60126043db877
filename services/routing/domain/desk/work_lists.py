"""The lists of an agency's desk: what waits there, by what it waits for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from services.routing.domain.route import LegStatus

__all__ = ["WorkList", "WorkQuestion", "work_question"]


class WorkList(StrEnum):
    """As addresses name them; STANDING: the clock stands still, or never runs."""

    ALL = "tat-ca"
    TO_RECEIVE = "cho-nhan"
    IN_WORK = "dang-xu-ly"
    DUE_SOON = "sap-den-han"
    LATE = "qua-han"
    STANDING = "dung-tinh-gio"


@dataclass(frozen=True, slots=True)
class WorkQuestion:
    """Statuses, and bounds of the due time (from included, until excluded); `timed` False asks for those without."""

    statuses: frozenset[LegStatus]
    due_from: datetime | None = None
    due_until: datetime | None = None
    timed: bool | None = None

    def fits(self, status: LegStatus, due: datetime | None) -> bool:
        if status not in self.statuses or self.timed not in (None, due is not None):
            return False
        after = self.due_from is None or (due is not None and due >= self.due_from)
        return after and (self.due_until is None or (due is not None and due < self.due_until))


_OPEN = frozenset({LegStatus.DISPATCHED, LegStatus.RECEIVED, LegStatus.AWAITING_PAYMENT})


def work_question(kind: WorkList, now: datetime, warning: timedelta) -> WorkQuestion:
    """`warning` is how long before its due time a leg counts as due soon."""
    match kind:
        case WorkList.ALL:
            return WorkQuestion(_OPEN | {LegStatus.FAILED})  # a failed child waits for a decision
        case WorkList.TO_RECEIVE:
            return WorkQuestion(frozenset({LegStatus.DISPATCHED}))
        case WorkList.IN_WORK:
            return WorkQuestion(_OPEN - {LegStatus.DISPATCHED})
        case WorkList.DUE_SOON:
            return WorkQuestion(_OPEN, now, now + warning, timed=True)
        case WorkList.LATE:
            return WorkQuestion(_OPEN, None, now, timed=True)
        case WorkList.STANDING:
            return WorkQuestion(_OPEN, timed=False)
