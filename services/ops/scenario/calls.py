"""What the report of calls must show of planned ones."""

from collections.abc import Sequence
from typing import Final

from services.ops.scenario.beside import PlannedCall
from services.ops.scenario.figures import FigureError
from services.stats.domain.rates import Rate

__all__ = ["figure_of_calls"]

_ANSWERED_BY: Final = {"answered": "desk", "transferred": "extension", "fallback": "fallback", "unanswered": "nobody"}


def figure_of_calls(calls: Sequence[PlannedCall], column: str) -> str:
    """Raises FigureError for a column that no call tells."""
    linked = [call for call in calls if call.dossier is not None]
    complete = sum(call.complete for call in linked)
    known = {"calls": len(calls), "linked": len(linked), "complete": complete, "incomplete": len(linked) - complete}
    known |= {name: sum(call.answered_by == by for call in calls) for name, by in _ANSWERED_BY.items()}
    if column == "first_visit":
        return Rate(complete, len(linked)).value
    if column not in known:
        raise FigureError(f"the report of calls has no column {column!r} that is known here")
    return str(known[column])
