"""Where a contribution is counted: ids of counter documents, and the cells in them.

Grain (design §5): for dossiers one counter per (agency, day) and one per (agency, field, month), with cells by
procedure and profile; for other records one per (agency, day) and (agency, month), with cells by all their dimensions.
Roll-ups of the province, by day, month and year, answer what is asked of many agencies at once: by field and channel,
by agency, by mark (tags, assistance, attributes) with field and channel, and which agencies and procedures received
anything with which mark by which channel. The axes name the agencies,
fields and months that have anything at all, so that a report asks for its counters by id and never scans.
"""

from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple

from services.stats.domain.cells import Cell, DossierCell, escape, mark_of, parse_profile, path_of

AXES: Final = "axes"
CELLS: Final = "c"
TIERS: Final = ("national", "province", "district", "commune")
RECEIVED: Final = "received"
"""The measure of receptions; what became of each follows after a colon."""

BY_AGENCY: Final = "a"
BY_PROCEDURE: Final = "p"
"""The two trees of the roll-up of receptions."""

_RECEIVED: Final = f"{RECEIVED}:"
_CACHED: Final = 4_096  # cells of a batch and its neighbours, less than 1 KiB each


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
    """Dossiers of a province and tier by fields, agencies or marks, or receptions; `period` is a day, month or year."""
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


def targets(cell: Cell, day: date) -> tuple[Target, ...]:
    """Return every counter, and the cell in it, where entries of that cell on that day are counted.

    The root of the axes is among them for every contribution, so its fence is never behind another one's.
    """
    share, path = share_of(cell), path_in_own(cell)
    own = (Target(counter, path) for counter in own_counters(share, day))
    rolled = (target for period in periods_of(day) for target in roll_ups(share, period))
    if not isinstance(cell, DossierCell) or not isinstance(share, DossierShare):
        return (*axes_of(share, month_of(day)), *own, *rolled)
    received = (of_procedure(share, cell.procedure, period) for period in periods_of(day))
    return (*axes_of(share, month_of(day)), *own, *rolled, *received)


def of_procedure(share: DossierShare, procedure: str, period: str) -> Target:
    """Return where the province counts receptions of a procedure in that day, month or year."""
    tier, path = parse_profile(share.profile).tier, f"{CELLS}.{BY_PROCEDURE}.{marked_path(share.profile)}"
    return Target(roll_up("received", share.province, tier, period), f"{path}.{escape(procedure)}", Summed.RECEPTIONS)


@lru_cache(_CACHED)
def marked_path(profile: str) -> str:
    """Return mark, field and channel as a path: all of a profile but the tier."""
    read = parse_profile(profile)
    return f"{mark_of(profile)}.{escape(read.field)}.{escape(read.channel)}"


def is_reception(measure: str) -> bool:
    return measure.startswith(_RECEIVED)


@lru_cache(_CACHED)
def path_in_own(cell: Cell) -> str:
    """Return the path of a cell in the counters that tell cells apart."""
    if isinstance(cell, DossierCell):
        return f"{CELLS}.{escape(cell.procedure)}.{cell.profile}"
    return f"{CELLS}.{path_of(cell.detail)}"


@lru_cache(_CACHED)
def share_of(cell: Cell) -> Share:
    if isinstance(cell, DossierCell):
        return DossierShare(cell.agency, cell.province, cell.profile)
    return RecordShare(cell.kind, cell.agency, cell.province, cell.rolled)


def own_counters(share: Share, day: date) -> tuple[str, str]:
    """Return the agency's own counters of that day and of its month, where each cell has its path."""
    if isinstance(share, DossierShare):
        field = parse_profile(share.profile).field
        return day_counter(share.agency, day), month_counter(share.agency, field, month_of(day))
    kind, agency = share.kind, share.agency
    return record_counter(kind, agency, day.isoformat()), record_counter(kind, agency, month_of(day))


def axes_of(share: Share, month: str) -> tuple[Target, ...]:
    """Return where entries of that month leave word that there are any."""
    root = Target(AXES, f"{CELLS}.{escape(share.province)}.{month}", Summed.ENTRIES)
    agency = f"{CELLS}.{escape(share.agency)}"
    if isinstance(share, DossierShare):
        field = escape(parse_profile(share.profile).field)
        return root, Target(axes_counter(share.province), f"{agency}.{field}", Summed.ENTRIES)
    return root, Target(axes_counter(share.province, share.kind), agency, Summed.ENTRIES)


def roll_ups(share: Share, period: str) -> tuple[Target, ...]:
    """Return where the province counts entries of that day, month or year, whatever their cells are otherwise."""
    if isinstance(share, RecordShare):
        rolled = f"{CELLS}.{path_of((share.agency, *share.rolled))}"
        return (Target(record_roll_up(share.kind, share.province, period), rolled),)
    province, profile = share.province, parse_profile(share.profile)
    tier, channel = profile.tier, escape(profile.channel)
    by_agency = f"{CELLS}.{BY_AGENCY}.{mark_of(share.profile)}.{channel}.{escape(share.agency)}"
    return (
        Target(roll_up("received", province, tier, period), by_agency, Summed.RECEPTIONS),
        Target(roll_up("fields", province, tier, period), f"{CELLS}.{escape(profile.field)}.{channel}"),
        Target(roll_up("agencies", province, tier, period), f"{CELLS}.{escape(share.agency)}"),
        Target(roll_up("marks", province, tier, period), f"{CELLS}.{marked_path(share.profile)}"),
    )
