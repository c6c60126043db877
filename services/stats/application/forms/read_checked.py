"""Read a report twice over and check it; while counters move, sums up to the last day are made of their parts."""

from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Generic, TypeVar

from services.runtime.failures import PermanentError
from services.stats.domain.figures import Measures, total
from services.stats.domain.forms.refused import BrokenIdentityError

__all__ = ["Stretches", "read_checked"]

K = TypeVar("K", bound=Hashable)
R = TypeVar("R")
Read = Callable[[date, date], Awaitable[Mapping[K, Measures]]]
"""Reads measures by some key, from a day to a day; `date.min` is everything up to the last one."""

_ATTEMPTS: Final = 3
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretches(Generic[K]):
    """`until` is read on its own, so that `before` and `during` can be checked against it."""

    before: Mapping[K, Measures]
    during: Mapping[K, Measures]
    until: Mapping[K, Measures]

    @property
    def joined(self) -> "Stretches[K]":
        """Return them with an `until` that is the sum of the others."""
        keys = self.before.keys() | self.during.keys()
        until = {key: total((self.before.get(key, {}), self.during.get(key, {}))) for key in keys}
        return Stretches(self.before, self.during, until)


async def read_checked(read: Read[K], first: date, last: date, make: Callable[[Stretches[K]], R]) -> R:
    """Return the report of a period; raises PermanentError when figures at rest contradict each other.

    Events that are counted between two readings make them differ too. That shows in the next reading; figures that
    never rest are joined, so that a busy day has a report.
    """
    held: Stretches[K] | None = None
    for _ in range(_ATTEMPTS):
        found = Stretches(await read(date.min, first - _DAY), await read(first, last), await read(date.min, last))
        try:
            return make(found)
        except BrokenIdentityError as error:
            if found == held:
                raise _inconsistent(error) from error
            held = found
    try:
        return make(found.joined)
    except BrokenIdentityError as error:
        raise _inconsistent(error) from error


def _inconsistent(error: BrokenIdentityError) -> PermanentError:
    return PermanentError("form_inconsistent", identity=error.identity, where=error.where)
