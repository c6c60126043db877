"""Where a contribution is counted: ids of counter documents, and the cells in them.

Grain (design §5): for dossiers one counter per (agency, day) and one per (agency, field, month), with cells by
procedure and profile; for other records one per (agency, day) and (agency, month), with cells by all their dimensions.
Roll-ups of the province, by day, month and year, answer what is asked of many agencies at once: by field and channel,
by agency, by tag, and which agencies and procedures received anything by which channel. The axes name the agencies,
fields and months that have anything at all, so that a report asks for its counters by id and never scans.
"""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple

from services.stats.domain.cells import Cell, DossierCell, escape, parse_profile, path_of

AXES: Final = "axes"
CELLS: Final = "c"
TIERS: Final = ("national", "province", "district", "commune")
RECEIVED: Final = "received"
"""The measure of receptions; what became of each follows after a colon."""

BY_AGENCY: Final = "a"
BY_PROCEDURE: Final = "p"
"""The two trees of the roll-up of receptions."""

_RECEIVED: Final = f"{RECEIVED}:"
_AXES: Final = 2  # the first ones of each spread
_CACHED: Final = 4_096  # shares and days of a batch and its neighbours, about 3 KiB each


class Summed(Enum):
    """What a cell holds: measures by name, a number of entries, or one of receptions whatever became of them."""

    MEASURES = "measures"
    ENTRIES = "entries"
    RECEPTIONS = "receptions"


class Target(NamedTuple):
    """One cell of one counter, and what is summed in it."""

    counter: str
    path: str
    summed: Summed = Summed.MEASURES


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
    """Dossiers of a province and tier by fields, agencies or tags, or receptions; `period` is a day, month or year."""
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


class DossierShare(NamedTuple):
    """What the dossiers of many cells have in common: all but the procedure."""

    agency: str
    province: str
    profile: str


class RecordShare(NamedTuple):
    """What records of many cells have in common: all but the details."""

    kind: str
    agency: str
    province: str
    rolled: tuple[str, ...]


Share = DossierShare | RecordShare


class Spread(NamedTuple):
    """Where the cells of one share are counted on one day: in `own` counters each by its path, in others together.

    To the paths of `by_procedure` each cell's procedure is added.
    """

    own: tuple[str, ...]
    together: tuple[Target, ...]
    by_procedure: tuple[Target, ...] = ()


def targets(cell: Cell, day: date) -> tuple[Target, ...]:
    """Return every counter, and the cell in it, where entries of that cell on that day are counted.

    The root of the axes is among them for every contribution, so its fence is never behind another one's.
    """
    path = path_in_own(cell)
    found = spread(share_of(cell), day)
    own = (Target(counter, path) for counter in found.own)
    return (*found.together[:_AXES], *own, *found.together[_AXES:], *of_procedure(found, cell))


def of_procedure(found: Spread, cell: Cell) -> Iterator[Target]:
    """Yield where receptions of the cell's procedure are counted."""
    if isinstance(cell, DossierCell):
        procedure = escape(cell.procedure)
        yield from (target._replace(path=f"{target.path}.{procedure}") for target in found.by_procedure)


def is_reception(measure: str) -> bool:
    return measure.startswith(_RECEIVED)


@lru_cache(_CACHED)
def path_in_own(cell: Cell) -> str:
    """Return the path of a cell in the counters that tell cells apart."""
    if isinstance(cell, DossierCell):
        return f"{CELLS}.{escape(cell.procedure)}.{cell.profile}"
    return f"{CELLS}.{path_of(cell.detail)}"


def share_of(cell: Cell) -> Share:
    if isinstance(cell, DossierCell):
        return DossierShare(cell.agency, cell.province, cell.profile)
    return RecordShare(cell.kind, cell.agency, cell.province, cell.rolled)


@lru_cache(_CACHED)
def spread(share: Share, day: date) -> Spread:
    """Return where entries are counted; of a day's few shares there are many cells."""
    root = Target(AXES, f"{CELLS}.{escape(share.province)}.{month_of(day)}", Summed.ENTRIES)
    if isinstance(share, DossierShare):
        field = parse_profile(share.profile).field
        own = (day_counter(share.agency, day), month_counter(share.agency, field, month_of(day)))
        return Spread(own, (root, *_of_dossiers(share, day)), tuple(_of_procedures(share, day)))
    kind, agency = share.kind, share.agency
    own = (record_counter(kind, agency, day.isoformat()), record_counter(kind, agency, month_of(day)))
    return Spread(own, (root, *_of_records(share, day)))


def _of_dossiers(share: DossierShare, day: date) -> Iterator[Target]:
    profile = parse_profile(share.profile)
    agency, field = f"{CELLS}.{escape(share.agency)}", escape(profile.field)
    yield Target(axes_counter(share.province), f"{agency}.{field}", Summed.ENTRIES)
    by_field = f"{CELLS}.{field}.{escape(profile.channel)}"
    by_channel = f"{CELLS}.{BY_AGENCY}.{escape(share.agency)}.{escape(profile.channel)}"
    for period in periods_of(day):
        yield Target(roll_up("received", share.province, profile.tier, period), by_channel, Summed.RECEPTIONS)
        yield Target(roll_up("fields", share.province, profile.tier, period), by_field)
        yield Target(roll_up("agencies", share.province, profile.tier, period), agency)
        for tag in profile.tags:
            yield Target(roll_up("tags", share.province, profile.tier, period), f"{CELLS}.{escape(tag)}")


def _of_procedures(share: DossierShare, day: date) -> Iterator[Target]:
    profile = parse_profile(share.profile)
    path = f"{CELLS}.{BY_PROCEDURE}.{escape(profile.field)}.{escape(profile.channel)}"
    for period in periods_of(day):
        yield Target(roll_up("received", share.province, profile.tier, period), path, Summed.RECEPTIONS)


def _of_records(share: RecordShare, day: date) -> Iterator[Target]:
    yield Target(axes_counter(share.province, share.kind), f"{CELLS}.{escape(share.agency)}", Summed.ENTRIES)
    rolled = f"{CELLS}.{path_of((share.agency, *share.rolled))}"
    for period in periods_of(day):
        yield Target(record_roll_up(share.kind, share.province, period), rolled)
