"""One thing that an agency is told, and where a reader stands in its feed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.kernel.agency_code import AgencyCode

__all__ = ["Entry", "Placed", "feed_name", "unique"]


@dataclass(frozen=True, slots=True)
class Entry:
    """`id` is the event's: told again, it is the same entry. `at` (ISO 8601) is when it was recorded."""

    id: str
    type: str
    code: str | None
    at: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry with its number in the feed, from 1 without gap."""

    number: int
    entry: Entry


def feed_name(agency: AgencyCode | str, *, sandbox: bool = False) -> str:
    """The sandbox of an agency has a feed of its own."""
    return f"sandbox:{agency}" if sandbox else str(agency)


def unique(entries: Iterable[Entry]) -> list[Entry]:
    """Each id once, the first one."""
    first: dict[str, Entry] = {}
    for entry in entries:
        first.setdefault(entry.id, entry)
    return list(first.values())
