"""Which events officers are told of, by which template, with which facts, and whose they are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from services.contracts.events import lifecycle, progress
from services.contracts.events.payload import Payload
from services.notifications.domain.wording import Facts, FactValue

__all__ = ["PROGRESS_WARNINGS", "Warned", "warned_of"]


@dataclass(frozen=True, slots=True)
class Warned:
    """`agency` None: nobody is declared. `until` is when the message is worth nothing any more, if ever."""

    template: str
    agency: str | None
    facts: Facts
    until: datetime | None = None


def _dossier_due(data: lifecycle.DueWarned) -> Warned:
    return Warned("due_warning", data.agency, _known(due=data.due_at), data.due_at)


def _leg_due(data: progress.LegDueWarned) -> Warned:
    return Warned("due_warning", data.agency, {"due": data.due_at}, data.due_at)


def _signer_missing(data: progress.LegSignerMissing) -> Warned:
    return Warned("signer_missing", data.agency, _known(reason=data.reason, due=data.due_at))


def _overdue(data: progress.LegOverdue) -> Warned:
    return Warned("overdue", data.agency, {"due": data.due_at})


def _escalated(data: progress.LegEscalated) -> Warned:
    """Whole working hours, as the ladder of the rule pack counts."""
    return Warned("escalated", data.to_agency, {"agency": data.agency, "hours": str(data.overdue_minutes // 60)})


def _known(**facts: FactValue | None) -> Facts:
    return {name: value for name, value in facts.items() if value is not None}


PROGRESS_WARNINGS: Final[Mapping[type[Payload], Callable[[Any], Warned]]] = {
    progress.LegDueWarned: _leg_due,
    progress.LegSignerMissing: _signer_missing,
    progress.LegOverdue: _overdue,
    progress.LegEscalated: _escalated,
}
_WARNINGS: Final[Mapping[type[Payload], Callable[[Any], Warned]]] = {
    **PROGRESS_WARNINGS,
    lifecycle.DueWarned: _dossier_due,
}


def warned_of(data: Payload) -> Warned:
    """What officers are told; raises KeyError for an event that they are not told of."""
    return _WARNINGS[type(data)](data)
