"""How dossiers that nobody knows of could have gone otherwise without any shown count being another one.

A move changes counts at turns between months (see `Span`), and leaves every sum over time and among counts as it is.
Where a place has a small count, all that a move with this count changes is hidden there, and the same at places that
could have had the opposite move: so the sums over places stay as they are as well. Whoever solves all sums that the
pages publish together finds both courses, and cannot tell which is true.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from services.stats.domain.dashboard.counts import COUNTS
from services.stats.domain.dashboard.span import Extent, Span, Turns, group_at, group_of
from services.stats.domain.dashboard.standing import Standing, Subject

__all__ = ["Move", "Need", "Place", "happening", "needs_in", "places_of"]


class Move(NamedTuple):
    """Counts that change in spans that end at a turn, and in those that begin there.

    `crosses` for those that leave their trace on both sides of the end of a year; what only happened does not, as no
    page adds years up. `small` are those of them that it is there for.
    """

    key: str
    small: tuple[str, ...]
    ends: tuple[str, ...]
    begins: tuple[str, ...]
    crosses: bool = False


def happening(key: str, small: tuple[str, ...], *others: str) -> Move:
    """Return a move of what happens in a month into another one."""
    return Move(key, small, small + others, small + others)


LATENESS: Final = happening("lateness", ("in_time", "late"))
JUDGEMENT: Final = happening("judgement", ("judged",), "in_time", "otherwise")
RECEPTION: Final = happening("reception", ("received",), "handled", "resolved", "otherwise")
STANDING: Final = Move(
    "standing",
    ("pending", "carried", "otherwise", "resolved"),
    ("pending", "pending_in_time", "resolved", "otherwise"),
    ("carried", "handled", "resolved", "otherwise"),
    crosses=True,
)
OVERDUE: Final = Move("overdue", ("pending_in_time", "pending_late"), ("pending_in_time", "pending_late"), ())
"""One of those in time could have been late; one judged could have been withdrawn; one more could have come and been
withdrawn; one withdrawn could have been so a month later, and pending until then; one pending could be late."""
_HAPPENED: Final = {"late": LATENESS, "in_time": LATENESS, "judged": JUDGEMENT, "received": RECEPTION}


class Need(NamedTuple):
    move: Move
    turns: Turns


class Place(NamedTuple):
    """Where a count stands: in which span, and its name."""

    span: Span
    name: str


def places_of(need: Need, spans: Iterable[Span]) -> Iterator[Place]:
    """Yield every place that the move changes at those turns; a span between two of them changes at both."""
    move, (ends, is_end) = need
    begins = move.begins if move.crosses or not is_end else ()
    for span in spans:
        names = (*(move.ends if span.last in ends else ()), *(begins if span.first - 1 in ends else ()))
        yield from (Place(span, name) for name in dict.fromkeys(names))


def needs_in(span: Span, standing: Standing, least: int, extent: Extent) -> Mapping[Need, frozenset[Subject]]:
    """Return who must be open to which moves because of a small count in the span."""
    by_name = [tuple(_needs(span, name, extent)) for name in COUNTS]
    found: dict[Need, set[Subject]] = {}
    for subject, counts in standing.counts.items():
        for place, count in enumerate(counts):
            if 0 < count < least:
                for need in by_name[place]:
                    found.setdefault(need, set()).add(subject)
    return {need: frozenset(subjects) for need, subjects in found.items()}


def _needs(span: Span, name: str, extent: Extent) -> Iterator[Need]:
    match name:
        case "late" | "in_time" | "judged" | "received":
            yield Need(_HAPPENED[name], group_of(span, extent))
        case "otherwise" | "resolved":
            yield Need(STANDING, _told_by(span, extent))
        case "pending":
            yield Need(STANDING, group_at(span.last, extent))
        case "carried":
            yield Need(STANDING, group_at(span.first - 1, extent))
        case "pending_in_time" | "pending_late":
            yield Need(OVERDUE, group_at(span.last, extent))


def _told_by(span: Span, extent: Extent) -> Turns:
    """What was withdrawn in a year could have been so in the year before, which costs less than what is pending now."""
    turns = group_of(span, extent)
    return Turns((span.first - 1,), is_end=True) if turns.is_end and span.first > extent.earliest else turns
