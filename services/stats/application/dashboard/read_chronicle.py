"""Reads the months of a year, and of the years beside it, from the provinces' roll-ups."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, TypeVar

from services.stats.application.dashboard.read_standing import of_agency, of_channel, of_field
from services.stats.application.ports import CounterReader
from services.stats.application.reach import Reach, earliest_of, read_reach
from services.stats.application.read_rollups import read_agencies, read_fields
from services.stats.domain.dashboard.chronicle import Chronicle, Happened, MonthCounts
from services.stats.domain.dashboard.period import CalendarPeriod, months_of
from services.stats.domain.dashboard.span import extent_of, month_number
from services.stats.domain.dashboard.standing import Subject
from services.stats.domain.dossiers import CLEARED, DUE, RECEIVED, RESOLVED
from services.stats.domain.figures import Figures, Measures, of, summed_by, unfinished_day

__all__ = ["read_chronicle", "years_around"]

K = TypeVar("K", bound=tuple[str, ...])
_NONE: Final[Mapping[Subject, Measures]] = MappingProxyType({})
_STOOD: Final = (RECEIVED, RESOLVED, DUE, CLEARED)


def years_around(year: int, reaches: Sequence[Reach], today: date) -> range:
    """Return the year with the one before and the one after, as far as they have begun and have anything."""
    earliest = earliest_of(reaches, today)
    return range(max(earliest.year, year - 1), min(year + 1, today.year) + 1) or range(today.year, today.year + 1)


async def read_chronicle(
    reader: CounterReader, years: Sequence[int], today: date, earlier: Chronicle | None = None
) -> Chronicle:
    """Return all months of these years that have begun."""
    earliest = earliest_of(await read_reach(reader), today)
    months = [month for each in years for month in months_of(each) if month.first <= today]
    tiers: dict[str, str] = {}

    async def read(first: date, last: date) -> Mapping[Subject, Measures]:
        agencies = await read_agencies(reader, None, first, last)
        tiers.update((code, tier) for _, tier, code in agencies)
        fields = await read_fields(reader, None, first, last)
        return summed_by(
            (*_rows(agencies, of_agency), *_rows(fields, of_field), *_rows(fields, of_channel)),
        )

    before = await read(date.min, months[0].first - timedelta(days=1))
    happened = [await read(month.first, month.last) for month in months]
    end = months[-1].last
    ahead, day = (await read(today, end), await read(today, today)) if today <= end else (_NONE, _NONE)
    return Chronicle(
        dict(_counts(months, before, happened, _corrections(ahead, day))),
        {subject: of(measures, RECEIVED) - of(measures, RESOLVED) for subject, measures in before.items()},
        extent_of(earliest, today),
        tiers,
        earlier,
    )


def _rows(
    rows: Mapping[K, Measures], subject: Callable[[tuple[str, ...]], Subject]
) -> Iterator[tuple[Subject, Measures]]:
    return ((subject(key), measures) for key, measures in rows.items())


def _counts(
    months: Sequence[CalendarPeriod],
    before: Mapping[Subject, Measures],
    happened: Sequence[Mapping[Subject, Measures]],
    corrections: Mapping[Subject, Sequence[int]],
) -> Iterator[tuple[int, dict[Subject, MonthCounts]]]:
    """`corrections` are for what stands now, in the middle of the last month."""
    standing = {subject: [of(measures, name) for name in _STOOD] for subject, measures in before.items()}
    for month, found in zip(months, happened, strict=True):
        for subject, measures in found.items():
            held = standing.setdefault(subject, [0] * len(_STOOD))
            for place, name in enumerate(_STOOD):
                held[place] += of(measures, name)
        for subject, correction in corrections.items() if month is months[-1] else ():
            standing[subject] = [one + other for one, other in zip(standing[subject], correction, strict=True)]
        yield (
            month_number(month.first),
            {subject: _month(found.get(subject, {}), held) for subject, held in standing.items()},
        )


def _corrections(ahead: Mapping[Subject, Measures], day: Mapping[Subject, Measures]) -> dict[Subject, list[int]]:
    """Return what to add to the sums of the whole month: nothing is late before the end of the day when it is due."""
    now = {subject: unfinished_day(measures) for subject, measures in day.items()}
    return {
        subject: [of(now.get(subject, {}), name) - of(measures, name) for name in _STOOD]
        for subject, measures in ahead.items()
    }


def _month(measures: Measures, stood: Sequence[int]) -> MonthCounts:
    outcomes = Figures(measures).resolved
    received, resolved, due, cleared = stood
    return MonthCounts(
        Happened(
            of(measures, RECEIVED),
            outcomes["early"] + outcomes["on_time"],
            outcomes["late"],
            outcomes["withdrawn"] + outcomes["stopped"],
        ),
        received - resolved,
        due - cleared,
    )
