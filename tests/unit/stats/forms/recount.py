"""Form 06 the slow way: every dossier is looked at and put into its columns, with no counter in between."""

from collections.abc import Iterable
from datetime import date

from services.stats.domain.cells import parse_profile
from services.stats.domain.dossiers import DossierState

LINE = ("online", "other", "carried", "early", "on_time", "late", "in_time", "overdue")
COLUMN = {"early": "early", "on_time": "on_time", "late": "late", "stopped": "on_time", "withdrawn": "on_time"}


def recount(states: Iterable[DossierState], first: date, last: date) -> dict[tuple[str, str], tuple[int, ...]]:
    """Return columns 3 to 13 by (tier, field) of all dossiers that have a place in the period."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for state in states:
        columns = list(columns_of(state, first, last))
        if columns:
            profile = parse_profile(state.cell.profile)
            line = found.setdefault((profile.tier, profile.field), dict.fromkeys(LINE, 0))
            for column in columns:
                line[column] += 1
    return {place: _columns(line) for place, line in found.items()}


def columns_of(state: DossierState, first: date, last: date) -> Iterable[str]:
    """Yield how a dossier came into the period and how it left it, or stood at its end; nothing if it is not in it."""
    if state.received_on is None or state.refused_on is not None or state.group or state.received_on > last:
        return
    ended = state.resolved_on
    if ended is not None and ended < first:
        return
    if state.received_on < first:
        yield "carried"
    else:
        yield "online" if parse_profile(state.cell.profile).channel == "online" else "other"
    if ended is not None and ended <= last:
        yield COLUMN[state.standing]
    else:
        yield "overdue" if state.due_on is not None and state.due_on <= last else "in_time"


def _columns(line: dict[str, int]) -> tuple[int, ...]:
    received = line["online"] + line["other"] + line["carried"]
    resolved = line["early"] + line["on_time"] + line["late"]
    pending = line["in_time"] + line["overdue"]
    return (
        received, line["online"], line["other"], line["carried"],
        resolved, line["early"], line["on_time"], line["late"],
        pending, line["in_time"], line["overdue"],
    )  # fmt: skip
