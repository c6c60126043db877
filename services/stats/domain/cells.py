"""Where a contribution is counted: counter documents and the cells inside them.

A counter is one document with a small id; a cell is a dotted path in it, so every part of a path is escaped: a dot
in a procedure code would otherwise open a new level. Grain (design §5): one counter per (agency, day) and its month
roll-up per (agency, field), both with cells by procedure and profile; a roll-up per (province, tier, field, day)
with cells by channel; and the axes, which name the agencies, fields and months that have anything at all, so that a
report asks for its counters by id and never scans.
"""

from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import unquote

AXES: Final = "axes"
CELLS: Final = "c"
_ESCAPES: Final = str.maketrans({mark: f"%{ord(mark):02X}" for mark in "%.$;=,|@\0"})
_CACHED: Final = 16_384  # cells that one batch and its neighbours touch, about 16 MiB


class Target(NamedTuple):
    """One cell of one counter; a measured one sums amounts of one measure, the others count entries."""

    counter: str
    path: str
    measured: bool = True


class Profile(NamedTuple):
    """The declared dimensions with few values by which dossiers are told apart inside a counter."""

    channel: str
    assisted: bool
    tags: tuple[str, ...]
    field: str
    tier: str
    attributes: tuple[tuple[str, str], ...]


class DossierCell(NamedTuple):
    """The dimensions of one dossier; `profile` is the text of profile_key."""

    agency: str
    province: str
    procedure: str
    profile: str


class MessageCell(NamedTuple):
    """The dimensions of one message to a citizen."""

    agency: str
    province: str
    procedure: str
    template: str
    channel: str


Cell = DossierCell | MessageCell


def escape(text: str) -> str:
    """Return `text` as one part of a path: no dot, no dollar, no mark that a profile or an id uses."""
    return text.translate(_ESCAPES)


def unescape(text: str) -> str:
    """Return what `escape` was given."""
    return unquote(text)


@lru_cache(_CACHED)
def profile_key(profile: Profile) -> str:
    """Return the profile as one part of a path; equal profiles have equal keys."""
    named = (
        ("channel", profile.channel),
        ("assisted", "1" if profile.assisted else "0"),
        ("field", profile.field),
        ("tier", profile.tier),
    )
    parts = [f"{name}={escape(value)}" for name, value in named]
    parts.append("tags=" + ",".join(escape(tag) for tag in sorted(set(profile.tags))))
    parts.extend(f"@{escape(name)}={escape(value)}" for name, value in sorted(profile.attributes))
    return ";".join(parts)


@lru_cache(_CACHED)
def parse_profile(key: str) -> Profile:
    """Return the profile of a key that `profile_key` made."""
    named: dict[str, str] = {}
    attributes: list[tuple[str, str]] = []
    for part in key.split(";"):
        name, _, value = part.partition("=")
        if name.startswith("@"):
            attributes.append((unescape(name[1:]), unescape(value)))
        else:
            named[name] = value
    return Profile(
        channel=unescape(named["channel"]),
        assisted=named["assisted"] == "1",
        tags=tuple(unescape(tag) for tag in named["tags"].split(",") if tag),
        field=unescape(named["field"]),
        tier=unescape(named["tier"]),
        attributes=tuple(attributes),
    )


def day_counter(agency: str, day: date) -> str:
    return f"day|{agency}|{day.isoformat()}"


def month_counter(agency: str, field: str, month: str) -> str:
    return f"month|{agency}|{field}|{month}"


def tier_counter(province: str, tier: str, field: str, day: date) -> str:
    return f"tier|{province}|{tier}|{field}|{day.isoformat()}"


def message_counter(agency: str, day: date) -> str:
    return f"messages|{agency}|{day.isoformat()}"


def axes_counter(province: str) -> str:
    return f"{AXES}|{province}"


def month_of(day: date) -> str:
    return day.isoformat()[:7]


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
    return (root, *(_of_dossier(cell, day) if isinstance(cell, DossierCell) else _of_message(cell, day)))


def _of_dossier(cell: DossierCell, day: date) -> tuple[Target, ...]:
    profile = parse_profile(cell.profile)
    path = f"{CELLS}.{escape(cell.procedure)}.{cell.profile}"
    axis = f"{CELLS}.{escape(cell.agency)}.{escape(profile.field)}"
    return (
        Target(axes_counter(cell.province), axis, measured=False),
        Target(day_counter(cell.agency, day), path),
        Target(month_counter(cell.agency, profile.field, month_of(day)), path),
        Target(tier_counter(cell.province, profile.tier, profile.field, day), f"{CELLS}.{escape(profile.channel)}"),
    )


def _of_message(cell: MessageCell, day: date) -> tuple[Target, ...]:
    path = f"{CELLS}.{escape(cell.procedure)}.{escape(cell.template)}.{escape(cell.channel)}"
    return (Target(message_counter(cell.agency, day), path),)
