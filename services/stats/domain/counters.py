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

RECEPTIONS: Final = f"{RECEIVED}:"
"""What the names of its measures begin with."""

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
    """Dossiers of a province and tier by fields, agencies or tags, or receptions; `period` is a day, month or year."""
    return f"{name}|{province}|{tier}|{period}"


def record_roll_up(kind: str, province: str, period: str) -> str:
    return f"{kind}s|{province}|{period}"


def axes_counter(province: str, kind: str | None = None) -> str:
    """The agencies of a province that have dossiers, or records of that kind."""
    return f"{AXES}|{province}" if kind is None else f"{AXES}|{province}|{kind}"


def month_of(day: date) -> str:
    return day.isoformat()[:7]


@lru_cache(_CACHED)
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


class Way(NamedTuple):
    """Where a province counts: what its counters' ids begin with, before the period, and the cell in them."""

    beginning: str
    path: str

    def target(self, period: str, summed: Summed = Summed.MEASURES) -> Target:
        return Target(self.beginning + period, self.path, summed)


class Receptions(NamedTuple):
    """Where the province counts receptions as one number, by agency and by procedure: paths in the same counters."""

    beginning: str
    paths: tuple[str, ...]


class Own(NamedTuple):
    """What one cell is counted by: its share; the beginnings of the ids of its agency's counters, before day and month,
    and the path in them.
    """

    share: Share
    by_day: str
    by_month: str
    path: str
    receptions: Receptions | None


def targets(cell: Cell, day: date) -> tuple[Target, ...]:
    """Return every counter, and the cell in it, where entries of that cell on that day are counted.

    The root of the axes is among them for every contribution, so its fence is never behind another one's.
    """
    own, periods = own_of(cell), periods_of(day)
    beginning, paths = own.receptions or ("", ())
    return (
        *(way.target("", Summed.ENTRIES) for way in axes_of(own.share, periods[1])),
        Target(own.by_day + periods[0], own.path),
        Target(own.by_month + periods[1], own.path),
        *(way.target(period) for period in periods for way in ways_of(own.share)),
        *(Target(beginning + period, path, Summed.RECEPTIONS) for period in periods for path in paths),
    )


@lru_cache(_CACHED)
def marked_path(profile: str) -> str:
    """Return mark, field and channel as a path: all of a profile but the tier."""
    read = parse_profile(profile)
    return f"{mark_of(profile)}.{escape(read.field)}.{escape(read.channel)}"


def is_reception(measure: str) -> bool:
    return measure.startswith(RECEPTIONS)


@lru_cache(_CACHED)
def own_of(cell: Cell) -> Own:
    """Return what tells a cell apart from others; of the rest, its share says where it is counted."""
    if not isinstance(cell, DossierCell):
        share = RecordShare(cell.kind, cell.agency, cell.province, cell.rolled)
        beginning = record_counter(cell.kind, cell.agency, "")
        return Own(share, beginning, beginning, f"{CELLS}.{path_of(cell.detail)}", None)
    profile, procedure = parse_profile(cell.profile), escape(cell.procedure)
    agencies = f"{mark_of(cell.profile)}.{escape(profile.channel)}.{escape(cell.agency)}"
    return Own(
        DossierShare(cell.agency, cell.province, cell.profile),
        f"day|{cell.agency}|",
        month_counter(cell.agency, profile.field, ""),
        f"{CELLS}.{procedure}.{cell.profile}",
        Receptions(
            roll_up("received", cell.province, profile.tier, ""),
            (
                f"{CELLS}.{BY_AGENCY}.{agencies}",
                f"{CELLS}.{BY_PROCEDURE}.{marked_path(cell.profile)}.{procedure}",
            ),
        ),
    )


def axes_of(share: Share, month: str) -> tuple[Way, Way]:
    """Return where entries of that month leave word that there are any, whole ids of counters; the root is first."""
    root, own = _axes_of(share)
    return Way(root.beginning, root.path + month), own


@lru_cache(_CACHED)
def _axes_of(share: Share) -> tuple[Way, Way]:
    root = Way(AXES, f"{CELLS}.{escape(share.province)}.")
    agency = f"{CELLS}.{escape(share.agency)}"
    if isinstance(share, DossierShare):
        field = escape(parse_profile(share.profile).field)
        return root, Way(axes_counter(share.province), f"{agency}.{field}")
    return root, Way(axes_counter(share.province, share.kind), agency)


@lru_cache(_CACHED)
def ways_of(share: Share) -> tuple[Way, ...]:
    """Return where the province counts the measures of entries by day, month and year, whatever their cells are."""
    if isinstance(share, RecordShare):
        rolled = f"{CELLS}.{path_of((share.agency, *share.rolled))}"
        return (Way(record_roll_up(share.kind, share.province, ""), rolled),)
    province, profile = share.province, parse_profile(share.profile)
    tier = profile.tier
    return (
        Way(roll_up("fields", province, tier, ""), f"{CELLS}.{escape(profile.field)}.{escape(profile.channel)}"),
        Way(roll_up("agencies", province, tier, ""), f"{CELLS}.{escape(share.agency)}"),
        Way(roll_up("marks", province, tier, ""), f"{CELLS}.{marked_path(share.profile)}"),
    )
