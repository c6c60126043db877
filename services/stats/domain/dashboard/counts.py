"""The counts that the dashboard shows of a place, a field or a month, and the sums that hold among them."""

from collections.abc import Iterable
from typing import Final, NamedTuple, Self

from services.stats.domain.figures import Figures
from services.stats.domain.rates import Rate

__all__ = ["BALANCES", "COUNTS", "NOTHING", "Counts", "add_up"]


class Counts(NamedTuple):
    """Whole dossiers. `carried` were pending before the period began, `handled` is all that there was to do.

    `otherwise` are withdrawn and stopped ones: resolved, but judged by no due date.
    """

    handled: int
    carried: int
    received: int
    resolved: int
    in_time: int
    late: int
    otherwise: int
    pending: int
    pending_in_time: int
    pending_late: int

    @classmethod
    def of(cls, figures: Figures) -> Self:
        outcomes = figures.resolved
        resolved, pending = sum(outcomes.values()), figures.pending
        return cls(
            handled=resolved + pending,
            carried=resolved + pending - figures.received,
            received=figures.received,
            resolved=resolved,
            in_time=outcomes["early"] + outcomes["on_time"],
            late=outcomes["late"],
            otherwise=outcomes["withdrawn"] + outcomes["stopped"],
            pending=pending,
            pending_in_time=figures.pending_in_time,
            pending_late=figures.pending_late,
        )

    @property
    def on_time(self) -> Rate:
        """In time of those judged by a due date, form 06: (8+9)/7."""
        return Rate(self.in_time, self.in_time + self.late)


COUNTS: Final = Counts._fields
NOTHING: Final = Counts(*[0] * len(COUNTS))
BALANCES: Final = (
    ("handled", ("carried", "received")),
    ("handled", ("resolved", "pending")),
    ("resolved", ("in_time", "late", "otherwise")),
    ("pending", ("pending_in_time", "pending_late")),
)
"""Which counts are the sum of which others, whatever is counted."""


def add_up(several: Iterable[Counts]) -> Counts:
    """Return the counts of all of them together."""
    columns = list(zip(*several, strict=True))
    return Counts(*map(sum, columns)) if columns else NOTHING
