"""Read periods that are not over: due days lie ahead of today, and what is due today is not late before its end."""

from collections.abc import Awaitable, Callable, Hashable, Mapping
from datetime import date, timedelta
from typing import Final, TypeVar

from services.stats.domain.figures import Measures, summed_by, unfinished_day

__all__ = ["Read", "so_far", "with_today"]

_DAY: Final = timedelta(days=1)
K = TypeVar("K", bound=Hashable)
Read = Callable[[date, date], Awaitable[Mapping[K, Measures]]]
"""Reads measures by some key, from a day to a day, both included."""


def so_far(read: Read[K], today: date) -> Read[K]:
    """Return the same reading as of now: nothing after today, and of today only what is certain."""

    async def reading(first: date, last: date) -> Mapping[K, Measures]:
        if last < today:
            return await read(first, last)
        found = await read(first, today - _DAY)
        return with_today(found, await read(today, today)) if first <= today else found

    return reading


def with_today(before: Mapping[K, Measures], today: Mapping[K, Measures]) -> dict[K, Measures]:
    """Return sums up to now, of those up to yesterday and of today.

    Both are read once, so a dossier that ends in between can make nobody late who is not.
    """
    counted = ((key, unfinished_day(measures)) for key, measures in today.items())
    return summed_by([*before.items(), *counted])
