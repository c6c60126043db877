"""One line of report form 06: columns 3 to 13, and the identities that hold between them (domain §14)."""

from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, fields
from typing import Final, Self

from services.stats.domain.dossiers import CLEARED, DUE, RECEIVED, RESOLVED
from services.stats.domain.figures import Measures, by_outcome, of
from services.stats.domain.forms.layout import EARLY, LATE, ON_TIME, PENDING_IN_TIME, Layout
from services.stats.domain.forms.refused import BrokenIdentityError
from services.stats.domain.particulars import AWAITING, NO_LONGER_AWAITING
from services.stats.domain.rates import Rate

__all__ = ["Line", "Stretch", "check", "line_of"]

_ONLINE: Final = 4
_OTHER: Final = 5


@dataclass(frozen=True, slots=True)
class Stretch:
    """Measures of one channel: what happened in a period, and everything before it and up to its end."""

    channel: str
    before: Measures
    during: Measures
    until: Measures


@dataclass(frozen=True, slots=True)
class Line:
    """Columns 3 to 13, in their order."""

    received: int = 0
    online: int = 0
    direct_or_post: int = 0
    carried_over: int = 0
    resolved: int = 0
    early: int = 0
    on_time: int = 0
    late: int = 0
    pending: int = 0
    pending_in_time: int = 0
    pending_late: int = 0

    def __add__(self, other: Self) -> "Line":
        return Line(*(mine + theirs for mine, theirs in zip(self.columns, other.columns, strict=True)))

    @property
    def columns(self) -> tuple[int, ...]:
        return astuple(self)

    @property
    def rates(self) -> dict[str, Rate]:
        """On time (8+9)/7, and out of all that was there (8+9)/3; late, completion, online, pending in time."""
        return {
            "on_time": Rate(self.early + self.on_time, self.resolved, label="(8+9)/7"),
            "on_time_of_received": Rate(self.early + self.on_time, self.received, label="(8+9)/3"),
            "late": Rate(self.late, self.resolved, label="10/7"),
            "completion": Rate(self.resolved, self.received, label="7/3"),
            "online": Rate(self.online, self.online + self.direct_or_post, label="4/(4+5)"),
            "pending_in_time": Rate(self.pending_in_time, self.pending, label="12/11"),
        }


COLUMNS: Final = tuple(field.name for field in fields(Line))

_IDENTITIES: Final[tuple[tuple[str, Callable[[Line], bool]], ...]] = (
    ("3=4+5+6", lambda line: line.received == line.online + line.direct_or_post + line.carried_over),
    ("7=8+9+10", lambda line: line.resolved == line.early + line.on_time + line.late),
    ("11=12+13", lambda line: line.pending == line.pending_in_time + line.pending_late),
    ("3=7+11", lambda line: line.received == line.resolved + line.pending),
    (">=0", lambda line: min(line.columns) >= 0),
)


def check(line: Line, where: str) -> None:
    """Raise BrokenIdentityError unless all of them hold."""
    for identity, holds in _IDENTITIES:
        if not holds(line):
            raise BrokenIdentityError(identity, where)


def line_of(stretches: Iterable[Stretch], layout: Layout) -> Line:
    """Return the line of dossiers that lie in these stretches, one a channel.

    Totals are counted apart from their parts, so that an outcome or channel without a column breaks an identity
    instead of vanishing.
    """
    return sum((_line(each, layout) for each in stretches), Line())


def _line(each: Stretch, layout: Layout) -> Line:
    fresh, carried = of(each.during, RECEIVED), _pending(each.before)
    waiting = _awaiting(each.until) if layout.awaiting_supplement != PENDING_IN_TIME else 0
    resolved = _resolved(each.during, layout)
    pending, late = _pending(each.until), of(each.until, DUE) - of(each.until, CLEARED)
    return Line(
        received=fresh + carried,
        online=fresh if layout.channels.get(each.channel) == _ONLINE else 0,
        direct_or_post=fresh if layout.channels.get(each.channel) == _OTHER else 0,
        carried_over=carried,
        resolved=of(each.during, RESOLVED) + waiting,
        early=resolved[EARLY],
        on_time=resolved[ON_TIME] + waiting,
        late=resolved[LATE],
        pending=pending - waiting,
        pending_in_time=pending - late - waiting,
        pending_late=late,
    )


def _pending(measures: Measures) -> int:
    return of(measures, RECEIVED) - of(measures, RESOLVED)


def _awaiting(measures: Measures) -> int:
    return of(measures, AWAITING) - of(measures, NO_LONGER_AWAITING)


def _resolved(measures: Measures, layout: Layout) -> dict[int, int]:
    columns = dict.fromkeys((EARLY, ON_TIME, LATE), 0)
    for outcome, column in layout.outcomes.items():
        columns[column] += by_outcome(measures, RESOLVED, outcome)
    return columns
