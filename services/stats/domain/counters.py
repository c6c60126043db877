"""Where a contribution is counted: ids of counter documents, and the cells in them.

Grain (design §5): for dossiers one counter per (agency, day) and one per (agency, field, month), with cells by
procedure and profile; for other records one per (agency, day) and (agency, month), with cells by all their dimensions.
Roll-ups of the province, by day, month and year, answer what is asked of many agencies at once: by field and channel,
by agency, by tag. The axes name the agencies, fields and months that have anything at all, so that a report asks for
its counters by id and never scans.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from services.stats.domain.cells import Cell, DossierCell, RecordCell, escape, parse_profile, path_of

AXES: Final = "axes"
CELLS: Final = "c"
TIERS: Final = ("national", "province", "district", "commune")
_CACHED: Final = 16_384  # about 16 MiB


class Target(NamedTuple):
    """One cell of one counter; a measured one sums amounts of one measure, the others count entries."""

    counter: str
    path: str
    measured: bool = True


def day_counter(agency: str, day: date) -> str:
    return f"day|{agency}|{day.isoformat()}"


def month_counter(agency: str, field: str, month: str) -> str:
    return f"month|{agency}|{field}|{month}"


def agency_of(counter: str) -> str:
    """Return the agency of a counter of one, by day or month."""
    return counter.split("|")[1]


def record_counter(kind: str, agency: str, period: str) -> str:
    """`period` is a day (2026-11-23) or a month (2026-11)."""
    return f"{kind}|{agency}|{period}"


def roll_up(name: str, province: str, tier: str, period: str) -> str:
    """Dossiers of a province and tier by `name` (fields, agencies, tags); `period` is a day, month or year."""
    return f"{name}|{province}|{tier}|{period}"


def record_roll_up(kind: str, province: str, period: str) -> str:
    return f"{kind}s|{province}|{period}"


def axes_counter(province: str, kind: str | None = None) -> str:
    """The agencies of a province that have dossiers, or records of that kind."""
    return f"{AXES}|{province}" if kind is None else f"{AXES}|{province}|{kind}"


def month_of(day: date) -> str:
    return day.isoformat()[:7]


def periods_of(day: date) -> tuple[str, str, str]:
    """Return the day, its month and its year as counters name them."""
    text = day.isoformat()
    return text, text[:7], text[:4]


@lru_cache(_CACHED)
def places(cell: Cell, day: date, measure: str) -> tuple[Target, ...]:
    """Return every place where an entry is counted; the path of a measured one ends in the name of the measure."""
    return tuple(
        target._replace(path=f"{target.path}.{measure}") if target.measured else target for target in targets(cell, day)
    )


def targets(cell: Cell, day: date) -> tuple[Target, ...]:
    """Return every counter, and the cell in it, where entries of that cell on that day are counted.

    The root of the axes is among them for every contribution, so its fence is never behind another one's.
    """
    root = Target(AXES, f"{CELLS}.{escape(cell.province)}.{month_of(day)}", measured=False)
    return (root, *(_of_dossier(cell, day) if isinstance(cell, DossierCell) else _of_record(cell, day)))


def _of_dossier(cell: DossierCell, day: date) -> Iterator[Target]:
    profile = parse_profile(cell.profile)
    path = f"{CELLS}.{escape(cell.procedure)}.{cell.profile}"
    agency, field = f"{CELLS}.{escape(cell.agency)}", escape(profile.field)
    yield Target(axes_counter(cell.province), f"{agency}.{field}", measured=False)
    yield Target(day_counter(cell.agency, day), path)
    yield Target(month_counter(cell.agency, profile.field, month_of(day)), path)
    by_field = f"{CELLS}.{field}.{escape(profile.channel)}"
    for period in periods_of(day):
        yield Target(roll_up("fields", cell.province, profile.tier, period), by_field)
        yield Target(roll_up("agencies", cell.province, profile.tier, period), agency)
        for tag in profile.tags:
            yield Target(roll_up("tags", cell.province, profile.tier, period), f"{CELLS}.{escape(tag)}")


def _of_record(cell: RecordCell, day: date) -> Iterator[Target]:
    agency = escape(cell.agency)
    detail = f"{CELLS}.{path_of(cell.detail)}"
    rolled = f"{CELLS}.{path_of((cell.agency, *cell.rolled))}"
    day_text, month, _ = periods_of(day)
    yield Target(axes_counter(cell.province, cell.kind), f"{CELLS}.{agency}", measured=False)
    yield Target(record_counter(cell.kind, cell.agency, day_text), detail)
    yield Target(record_counter(cell.kind, cell.agency, month), detail)
    for period in periods_of(day):
        yield Target(record_roll_up(cell.kind, cell.province, period), rolled)
