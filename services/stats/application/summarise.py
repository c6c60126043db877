"""The summary of a period: what happened in it, what was pending at its end, by procedure and by tag."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from services.stats.application.ports import CounterReader
from services.stats.application.read_counters import read_axes, read_during
from services.stats.application.so_far import so_far
from services.stats.domain.cells import parse_profile
from services.stats.domain.figures import Figures, Group, Measures, summed_by, total
from services.stats.domain.filters import Filters
from services.stats.domain.rates import Days

K = TypeVar("K", str, tuple[str, str])
Groups = Mapping[Group, Measures]


@dataclass(frozen=True, slots=True)
class Summary:
    """Tags are counted independently: a dossier with two tags is in both, one without is in none."""

    total: Figures
    by_procedure: Mapping[str, Figures]
    by_tag: Mapping[str, Figures]
    by_procedure_and_tag: Mapping[tuple[str, str], Figures]
    days: Days


async def summarise(
    reader: CounterReader,
    first: date,
    last: date,
    filters: Filters,
    agencies: frozenset[str] | None,
    today: date = date.max,
) -> Summary:
    """Return the figures from `first` to `last`, both included, for these agencies and all below them.

    A period that is not over by `today` is summed up as of now.
    """
    axes = await read_axes(reader, agencies)
    read = so_far(lambda begins, ends: read_during(reader, axes, begins, ends, filters), today)
    during, until = await read(first, last), await read(date.min, last)
    return Summary(
        total=Figures(total(during.values()), total(until.values())),
        by_procedure=_grouped(during, until, _procedures),
        by_tag=_grouped(during, until, _tags),
        by_procedure_and_tag=_grouped(during, until, _both),
        days=Days(first, last),
    )


def _grouped(during: Groups, until: Groups, keys: Callable[[Group], Iterable[K]]) -> dict[K, Figures]:
    left, right = _collected(during, keys), _collected(until, keys)
    # A tag or procedure with nothing in the period is still shown while something of it is pending.
    figures = {key: Figures(left.get(key, {}), right.get(key, {})) for key in sorted(left.keys() | right.keys())}
    return {key: shown for key, shown in figures.items() if any(shown.during.values()) or shown.pending}


def _collected(groups: Groups, keys: Callable[[Group], Iterable[K]]) -> dict[K, Measures]:
    return summed_by((key, measures) for group, measures in groups.items() for key in keys(group))


def _procedures(group: Group) -> Iterable[str]:
    return (group[0],)


def _tags(group: Group) -> Iterable[str]:
    return parse_profile(group[1]).tags


def _both(group: Group) -> Iterable[tuple[str, str]]:
    return ((group[0], tag) for tag in parse_profile(group[1]).tags)
