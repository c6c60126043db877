"""The counts that the dashboard shows of a place, a field or a month, and the sums that hold among them."""

from collections.abc import Iterable
from typing import Final, NamedTuple, Self

from services.stats.domain.figures import Figures
from services.stats.domain.rates import Rate

__all__ = ["BALANCES", "COUNTS", "NOTHING", "Counts", "add_up"]


class Counts(NamedTuple):
    """Whole dossiers. `carried` were pending before the period began, `handled` is all that there was to do.

    `judged` were resolved with a due date; `otherwise` are withdrawn and stopped ones, judged by none.
    """

    handled: int
    carried: int
    received: int
    resolved: int
    judged: int
    in_time: int
    late: int
    otherwise: int
    pending: int
    pending_in_time: int
    pending_late: int

    @classmethod
    def of(cls, figures: Figures) -> Self:
        outcomes = figures.resolved
        in_time, late = outcomes["early"] + outcomes["on_time"], outcomes["late"]
        resolved, pending = sum(outcomes.values()), figures.pending
        return cls(
            handled=resolved + pending,
            carried=resolved + pending - figures.received,
            received=figures.received,
            resolved=resolved,
            judged=in_time + late,
            in_time=in_time,
            late=late,
            otherwise=outcomes["withdrawn"] + outcomes["stopped"],
            pending=pending,
            pending_in_time=figures.pending_in_time,
            pending_late=figures.pending_late,
        )

    @property
    def on_time(self) -> Rate:
        """In time of those judged by a due date; form 06 has the withdrawn and stopped in (8+9)/7 as well."""
        return Rate(self.in_time, self.judged)


COUNTS: Final = Counts._fields
NOTHING: Final = Counts(*[0] * len(COUNTS))
BALANCES: Final = (
    ("handled", ("carried", "received")),
    ("handled", ("resolved", "pending")),
    ("resolved", ("judged", "otherwise")),
    ("judged", ("in_time", "late")),
    ("pending", ("pending_in_time", "pending_late")),
)
"""Which counts are the sum of which others, whatever is counted."""


def add_up(several: Iterable[Counts]) -> Counts:
    """Return the counts of all of them together."""
    columns = list(zip(*several, strict=True))
    return Counts(*map(sum, columns)) if columns else NOTHING
