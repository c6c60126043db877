"""Random clocks: a start, a limit and some pauses, on whole minutes, often on the edges of opening hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from services.kernel.clock_ledger import ClockLedger

__all__ = ["Case", "ledger_of", "random_cases"]

_FIRST = datetime(2021, 1, 1, tzinfo=UTC)
_MINUTES = 60 * 24 * 365 * 5
_LONGEST_LIMIT = 104 * 60
_MOST_PAUSES = 4
_LONGEST_GAP = 60 * 24 * 12
_HALF_HOUR = 30


@dataclass(frozen=True, slots=True)
class Case:
    """`pauses` are spans from asking to completion, in order; none overlaps another."""

    calendar: str
    start: datetime
    limit_minutes: int
    pauses: tuple[tuple[datetime, datetime], ...]


def random_cases(seed: int, count: int, calendars: list[str]) -> Iterator[Case]:
    random = Random(seed)
    for _ in range(count):
        start = _FIRST + timedelta(minutes=_moment(random, _MINUTES))
        limit = _moment(random, _LONGEST_LIMIT) + 1
        yield Case(random.choice(calendars), start, limit, tuple(_pauses(random, start)))


def ledger_of(case: Case) -> ClockLedger:
    ledger = ClockLedger().start(case.start, case.limit_minutes)
    for asked, completed in case.pauses:
        ledger = ledger.pause(asked, "supplement").resume(completed)
    return ledger


def _pauses(random: Random, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    now = start
    for _ in range(random.randint(0, _MOST_PAUSES)):
        asked = now + timedelta(minutes=_moment(random, _LONGEST_GAP))
        now = asked + timedelta(minutes=_moment(random, _LONGEST_GAP))
        yield asked, now


def _moment(random: Random, most: int) -> int:
    """Every second one on a half hour, where windows begin and end."""
    minutes = random.randrange(most)
    return minutes // _HALF_HOUR * _HALF_HOUR if random.random() < 1 / 2 else minutes
