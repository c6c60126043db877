"""What the domain asks of the catalogue."""

from datetime import datetime
from typing import Protocol

from services.intake.domain.course_rules import CourseRules
from services.intake.domain.dossier import Filing
from services.kernel.catalogue import ComponentRule, Granted
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

    def course(self, filing: Filing) -> CourseRules:
        """Limits, lists and permissions for what happens after filing."""
        ...

    def component_keys(self, filing: Filing) -> frozenset[str]:
        """The components of the procedure's case; empty when the catalogue lists none."""
        ...

    def grant(self, filing: Filing, received_at: datetime, *, newly_filed: bool) -> Granted:
        """The tags that hold at that time, and whether service models refuse the filing; paper only when it is new."""
        ...

    def component_rules(self, filing: Filing) -> tuple[ComponentRule, ...]:
        """What the filing's case must hold; nothing is known of a procedure that declares none."""
        ...
