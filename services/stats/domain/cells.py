"""What entries are told apart by: the dimensions of dossiers and of everything else that is counted.

A cell is a dotted path in a counter document, so every part of a path is escaped: a dot in a procedure code would
otherwise open a new level. Where cells are counted is said in `counters`.
"""

from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import unquote

ABSENT: Final = "-"
"""Stands in a path for a dimension without value."""

_ESCAPES: Final = str.maketrans({mark: f"%{ord(mark):02X}" for mark in "%.$;=,|@\0"})
_PLAIN: Final = ("channel", "field", "tier")
_UNMARKED: Final = ("assisted=0", "tags=")
_CACHED: Final = 16_384  # profiles that one batch and its neighbours touch


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


class RecordCell(NamedTuple):
    """The dimensions of anything that is no dossier: a message, a record of the desk, a leg.

    `detail` are those that the agency's own counters keep, in the order of the kind; `rolled` those few that the
    province's counters keep beside the agency. A dimension without value is empty.
    """

    kind: str
    agency: str
    province: str
    detail: tuple[str, ...]
    rolled: tuple[str, ...]


Cell = DossierCell | RecordCell


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


@lru_cache(_CACHED)
def mark_of(profile: str) -> str:
    """Return what a profile key says beyond channel, field and tier, as one part of a path: most say little."""
    marks = [part for part in profile.split(";") if part.partition("=")[0] not in _PLAIN and part not in _UNMARKED]
    return ";".join(marks) or ABSENT


@lru_cache(_CACHED)
def parse_mark(mark: str) -> Profile:
    """Return the profile that `mark_of` was given, with an empty channel, field and tier."""
    return parse_profile(";".join((*(f"{name}=" for name in _PLAIN), *_UNMARKED, mark)))


def path_of(values: tuple[str, ...]) -> str:
    """Return values of dimensions as a path."""
    return ".".join(escape(value) or ABSENT for value in values)


def value_of(part: str) -> str:
    """Return the value of one part of a path that `path_of` made."""
    return "" if part == ABSENT else unescape(part)
