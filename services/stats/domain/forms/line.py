"""One line of report form 06: columns 3 to 13, and the identities that hold between them (domain §14)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Final, Self

from services.stats.domain.dossiers import CLEARED, DUE, RECEIVED, RESOLVED
from services.stats.domain.figures import Measures, by_outcome, over_outcomes
from services.stats.domain.forms.layout import EARLY, LATE, ON_TIME, PENDING_IN_TIME, Layout
from services.stats.domain.forms.refused import BrokenIdentityError
from services.stats.domain.particulars import AWAITING, NO_LONGER_AWAITING
from services.stats.domain.rates import Rate

__all__ = ["OTHER", "Line", "Stretch", "check", "line_of", "online_channels"]

_ONLINE: Final = 4
OTHER: Final = 5


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
        return _VALUES(self)

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

    def online_of(self, number: int) -> "Line":
        """Return the line with so many of its new dossiers online, and the others not."""
        fresh = self.online + self.direct_or_post
        online = min(number, fresh)
        return replace(self, online=online, direct_or_post=fresh - online)


COLUMNS: Final = tuple(field.name for field in fields(Line))
_VALUES: Final[Callable[[Line], tuple[int, ...]]] = attrgetter(*COLUMNS)  # a form adds up a thousand lines

_IDENTITIES: Final[tuple[tuple[str, Callable[[Line], bool]], ...]] = (
    ("3=4+5+6", lambda line: line.received == line.online + line.direct_or_post + line.carried_over),
    ("7=8+9+10", lambda line: line.resolved == line.early + line.on_time + line.late),
    ("11=12+13", lambda line: line.pending == line.pending_in_time + line.pending_late),
    ("3=7+11", lambda line: line.received == line.resolved + line.pending),
    (">=0", lambda line: min(line.columns) >= 0),
)


def online_channels(layout: Layout) -> frozenset[str]:
    """Return the channels whose dossiers are in the column of online ones."""
    return frozenset(channel for channel, column in layout.channels.items() if column == _ONLINE)


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
    before, during, until = map(over_outcomes, (each.before, each.during, each.until))
    fresh, carried = during.get(RECEIVED, 0), _left(before, RECEIVED, RESOLVED)
    waiting = _left(until, AWAITING, NO_LONGER_AWAITING) if layout.awaiting_supplement != PENDING_IN_TIME else 0
    resolved = _resolved(each.during, layout)
    pending, late = _left(until, RECEIVED, RESOLVED), _left(until, DUE, CLEARED)
    return Line(
        received=fresh + carried,
        online=fresh if layout.channels.get(each.channel) == _ONLINE else 0,
        direct_or_post=fresh if layout.channels.get(each.channel) == OTHER else 0,
        carried_over=carried,
        resolved=during.get(RESOLVED, 0) + waiting,
        early=resolved[EARLY],
        on_time=resolved[ON_TIME] + waiting,
        late=resolved[LATE],
        pending=pending - waiting,
        pending_in_time=pending - late - waiting,
        pending_late=late,
    )


def _left(measures: Measures, begun: str, over: str) -> int:
    return measures.get(begun, 0) - measures.get(over, 0)


def _resolved(measures: Measures, layout: Layout) -> dict[int, int]:
    columns = dict.fromkeys((EARLY, ON_TIME, LATE), 0)
    for outcome, column in layout.outcomes.items():
        columns[column] += by_outcome(measures, RESOLVED, outcome)
    return columns
