"""Form 06 the slow way: every dossier is looked at and put into its columns, with no counter in between."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from services.stats.domain.activity.tallies import SECRET, TallyState
from services.stats.domain.cells import parse_profile
from services.stats.domain.dossiers import DossierState

__all__ = ["Columns", "Place", "Seen", "recount", "seen_dossier", "seen_tally"]

Place = tuple[str, str]
"""Tier and field."""

Columns = tuple[int, ...]
"""Columns 3 to 13."""

_LINE: Final = ("online", "other", "carried", "early", "on_time", "late", "in_time", "overdue")
_COLUMN: Final = {"early": "early", "on_time": "on_time", "late": "late", "stopped": "on_time", "withdrawn": "on_time"}


class Seen(NamedTuple):
    """What a look at one dossier tells; `standing` is its outcome once it has ended."""

    place: Place
    online: bool
    received_on: date
    due_on: date | None
    ended_on: date | None
    standing: str


def seen_dossier(state: DossierState) -> Seen | None:
    """Return None for what is in no column: not received, refused, or the parent of a group."""
    if state.received_on is None or state.refused_on is not None or state.group:
        return None
    profile = parse_profile(state.cell.profile)
    place = (profile.tier, profile.field)
    online = profile.channel == "online"
    return Seen(place, online, state.received_on, state.due_on, state.resolved_on, state.standing)


def seen_tally(state: TallyState) -> Seen | None:
    """A secret dossier has no due date that statistics know."""
    if state.outcome == "refused":
        return None
    return Seen((state.tier, SECRET), False, state.received_on, None, state.ended_on, state.outcome)


def recount(dossiers: Iterable[Seen], first: date, last: date) -> dict[Place, Columns]:
    """Return the lines of all dossiers that have a place in the period."""
    found: dict[Place, dict[str, int]] = {}
    for dossier in dossiers:
        for column in _columns_of(dossier, first, last):
            line = found.setdefault(dossier.place, dict.fromkeys(_LINE, 0))
            line[column] += 1
    return {place: _columns(line) for place, line in found.items()}


def _columns_of(dossier: Seen, first: date, last: date) -> Iterator[str]:
    """Yield how it came into the period, and how it left it or stood at its end; nothing if it is not in it."""
    ended = dossier.ended_on
    if dossier.received_on > last or (ended is not None and ended < first):
        return
    if dossier.received_on < first:
        yield "carried"
    else:
        yield "online" if dossier.online else "other"
    if ended is not None and ended <= last:
        yield _COLUMN[dossier.standing]
    else:
        yield "overdue" if dossier.due_on is not None and dossier.due_on <= last else "in_time"


def _columns(line: dict[str, int]) -> Columns:
    received = line["online"] + line["other"] + line["carried"]
    resolved = line["early"] + line["on_time"] + line["late"]
    pending = line["in_time"] + line["overdue"]
    return (
        received, line["online"], line["other"], line["carried"],
        resolved, line["early"], line["on_time"], line["late"],
        pending, line["in_time"], line["overdue"],
    )  # fmt: skip
