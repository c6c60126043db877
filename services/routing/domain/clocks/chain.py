"""Which attempts, one after the other, decided how long a route took: the rest ran beside them and cost nothing."""

from collections.abc import Iterator
from datetime import datetime

from services.routing.domain.route import Attempt, LegState, LegStatus, Route

__all__ = ["Turn", "deciding_turns"]

Turn = tuple[LegState, Attempt]


def deciding_turns(route: Route, until: datetime) -> list[Turn]:
    """From the first to the last; empty for a route without attempts.

    A leg is handed over at the very instant at which the last of those that it waited for ended, so the turn before
    one is the one that ended last by then.
    """
    turns = list(_turns(route))
    chain: list[Turn] = []
    turn = _latest(_last(turns), until)
    while turn is not None:
        chain.append(turn)
        turns.remove(turn)
        handed_over = turn[1].dispatched_at
        turn = _latest([each for each in turns if each[1].ended_at and each[1].ended_at <= handed_over], until)
    return chain[::-1]


def _turns(route: Route) -> Iterator[Turn]:
    return ((leg, attempt) for leg in route.legs.values() for attempt in leg.attempts)


def _last(turns: list[Turn]) -> list[Turn]:
    """Those that are under way; when all have ended those that brought something to its end."""
    under_way = [turn for turn in turns if turn[1].is_open]
    completed = [turn for turn in turns if turn[1].status is LegStatus.COMPLETED]
    return under_way or completed or turns


def _latest(turns: list[Turn], until: datetime) -> Turn | None:
    """Of those that ended together the one that was handed over first: it took longer."""
    ends = max((attempt.ended_at or until for _, attempt in turns), default=None)
    together = (turn for turn in turns if (turn[1].ended_at or until) == ends)
    return min(together, key=lambda turn: turn[1].dispatched_at, default=None)
