"""The legs of one dossier's route: what its events come to, what that contributes, and who has it at present.

The late list asks for the last; nothing of it is counted.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from services.stats.domain.activity.combined import combined
from services.stats.domain.activity.turn import Exchange, Return, Turn, Work, contribution_of, leg_cell
from services.stats.domain.entries import NOTHING, Contribution, Entry

RULES: Final = "legs-4"
"""As in dossiers: raise it with every change of what a route contributes."""

CHARGED_MINUTES: Final = "charged_minutes"
"""The part of a dossier's overrun that an agency has to answer for, on the day that its route was completed."""

DOSSIERS: Final = "dossiers"
DOSSIERS_SENT_BACK: Final = "dossiers_sent_back"
"""Dossiers that an agency got any leg of, on the day of the first, and those of them that it sent any leg back of."""


class Attempt(NamedTuple):
    """Which attempt at which leg, and whose."""

    leg: str
    number: int
    agency: str
    procedure: str


class Dispatched(NamedTuple):
    day: date
    due_at: datetime | None


class Rescheduled(NamedTuple):
    """Its clock stands still (None) or runs again."""

    due_at: datetime | None


class Assigned(NamedTuple):
    officer: str


class Overdue(NamedTuple):
    day: date


class Escalated(NamedTuple):
    day: date


class SignerMissing(NamedTuple):
    day: date


class Failed(NamedTuple):
    day: date


class Closed(NamedTuple):
    """Done without: nothing of it is counted."""


Step = (
    Dispatched
    | Exchange
    | Work
    | Return
    | Rescheduled
    | Assigned
    | Overdue
    | Escalated
    | SignerMissing
    | Failed
    | Closed
)


class LegChange(NamedTuple):
    """One step of an attempt."""

    attempt: Attempt
    step: Step


class Charge(NamedTuple):
    day: date
    agency: str
    procedure: str
    minutes: int


class RouteEnded(NamedTuple):
    """Nobody has any leg of it any more; `charges` of one that was completed."""

    charges: tuple[Charge, ...] = ()


class Hold(NamedTuple):
    """An attempt that is being handled; instants are aware, no officer while nobody was named."""

    leg: str
    attempt: int
    agency: str
    due_at: datetime | None
    officer: str | None = None


class RouteState(NamedTuple):
    """Attempts in the order in which they began; holds are those of them that are open."""

    turns: tuple[Turn, ...] = ()
    holds: tuple[Hold, ...] = ()
    charges: tuple[Charge, ...] = ()


def absorb(state: RouteState | None, change: LegChange | RouteEnded) -> RouteState:
    """Return the state after one event of the route."""
    known = state or RouteState()
    if isinstance(change, RouteEnded):
        return RouteState(known.turns, (), change.charges or known.charges)
    return known._replace(turns=_turns(known.turns, change), holds=_holds(known.holds, change))


def contribution(state: RouteState | None) -> Contribution:
    """Return what the route adds to the counters."""
    if state is None:
        return NOTHING
    parts = [contribution_of(turn) for turn in state.turns]
    parts.extend(_of_charge(charge) for charge in state.charges)
    parts.append(frozenset(_once_an_agency(state.turns)))
    return combined(parts)


def _once_an_agency(turns: tuple[Turn, ...]) -> Iterator[Entry]:
    """Yield what is counted once for each agency, however many of its legs or attempts there were."""
    came: dict[str, Entry] = {}
    for turn in turns:
        day, held = turn.dispatched_on, came.get(turn.agency)
        if day is not None and (held is None or day < held.day):
            came[turn.agency] = Entry(leg_cell(turn.agency, turn.procedure, ""), DOSSIERS, day)
    sent_back = {turn.agency for turn in turns if turn.returned is not None}
    yield from came.values()
    yield from (entry._replace(measure=DOSSIERS_SENT_BACK) for agency, entry in came.items() if agency in sent_back)


def _of_charge(charge: Charge) -> Contribution:
    cell = leg_cell(charge.agency, charge.procedure, "")
    return frozenset((Entry(cell, CHARGED_MINUTES, charge.day, charge.minutes),)) if charge.minutes else NOTHING


def _turns(turns: tuple[Turn, ...], change: LegChange) -> tuple[Turn, ...]:
    happen = _HAPPEN.get(type(change.step))
    if happen is None:
        return turns
    leg, number, agency, procedure = change.attempt
    for place, turn in enumerate(turns):
        if turn.leg == leg and turn.attempt == number:
            return (*turns[:place], happen(turn, change.step), *turns[place + 1 :])
    return (*turns, happen(Turn(leg, number, agency, procedure), change.step))


_HAPPEN: Final[Mapping[type[Any], Callable[[Turn, Any], Turn]]] = {
    Dispatched: lambda turn, step: turn._replace(dispatched_on=step.day),
    Exchange: lambda turn, step: turn._replace(exchange=step),
    Work: lambda turn, step: turn._replace(work=step),
    Return: lambda turn, step: turn._replace(returned=step),
    Overdue: lambda turn, step: turn._replace(overdue_on=step.day),
    SignerMissing: lambda turn, step: turn._replace(signer_missing_on=step.day),
    Failed: lambda turn, step: turn._replace(failed_on=step.day),
    Escalated: lambda turn, step: turn._replace(escalated_on=(*turn.escalated_on, step.day)),
}


def _holds(holds: tuple[Hold, ...], change: LegChange) -> tuple[Hold, ...]:
    leg, number, agency, _ = change.attempt
    held = next((hold for hold in holds if hold.leg == leg and hold.attempt == number), None)
    others = tuple(hold for hold in holds if hold is not held)
    match change.step:
        case Dispatched(_, due_at):
            return (*others, Hold(leg, number, agency, due_at))
        case Rescheduled(due_at) if held is not None:
            return (*others, held._replace(due_at=due_at))
        case Assigned(officer) if held is not None:
            return (*others, held._replace(officer=officer))
        case Work() | Return() | Failed() | Closed():
            return others
        case _:
            return holds
