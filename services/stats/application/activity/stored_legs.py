"""States of routes as plain values, and back."""

from datetime import date, datetime
from typing import Any

from services.stats.domain.activity.legs import Charge, Hold, RouteState
from services.stats.domain.activity.turn import Exchange, Return, Turn, Work


def dump_route(state: RouteState) -> list[Any]:
    return [
        [_dump_turn(turn) for turn in state.turns],
        [[h.leg, h.attempt, h.agency, h.due_at and h.due_at.isoformat(), h.officer] for h in state.holds],
        [[c.day.isoformat(), c.agency, c.procedure, c.minutes] for c in state.charges],
    ]


def load_route(row: list[Any]) -> RouteState:
    turns, holds, charges = row
    return RouteState(
        tuple(_load_turn(each) for each in turns),
        tuple(_load_hold(*each) for each in holds),
        tuple(Charge(date.fromisoformat(day), *rest) for day, *rest in charges),
    )


def _dump_turn(turn: Turn) -> list[Any]:
    return [
        *turn[:4],
        _text(turn.dispatched_on),
        *(_dump_part(part) for part in (turn.exchange, turn.work, turn.returned)),
        *(_text(day) for day in (turn.overdue_on, turn.signer_missing_on, turn.failed_on)),
        [day.isoformat() for day in turn.escalated_on],
    ]


def _load_turn(row: list[Any]) -> Turn:
    leg, attempt, agency, procedure, dispatched, exchange, work, returned, *days, escalated = row
    overdue, signer_missing, failed = days
    return Turn(
        leg,
        attempt,
        agency,
        procedure,
        dispatched_on=_day(dispatched),
        exchange=None if exchange is None else Exchange(date.fromisoformat(exchange[0]), *exchange[1:]),
        work=None if work is None else Work(date.fromisoformat(work[0]), *work[1:]),
        returned=None if returned is None else Return(date.fromisoformat(returned[0]), *returned[1:]),
        overdue_on=_day(overdue),
        signer_missing_on=_day(signer_missing),
        failed_on=_day(failed),
        escalated_on=tuple(date.fromisoformat(day) for day in escalated),
    )


def _dump_part(part: Exchange | Work | Return | None) -> list[Any] | None:
    return None if part is None else [part.day.isoformat(), *part[1:]]


def _load_hold(leg: str, attempt: int, agency: str, due_at: str | None, officer: str | None) -> Hold:
    return Hold(leg, attempt, agency, None if due_at is None else datetime.fromisoformat(due_at), officer)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
