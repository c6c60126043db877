"""Puts together what the page of a place shows: the country, a province or an agency, in one period."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from services.kernel.agency_code import AgencyCode, is_within
from services.stats.application.dashboard.boards import Boards
from services.stats.domain.counters import TIERS
from services.stats.domain.dashboard.course import MonthSeen, all_seen, seen_by_public
from services.stats.domain.dashboard.period import CalendarPeriod
from services.stats.domain.dashboard.seen import Seen
from services.stats.domain.dashboard.standing import NATION, Standing, Subject, province

__all__ = ["SORTS", "Part", "PlaceAsked", "PlaceBoard", "read_place"]

_PAGE: Final = 50
_HIDDEN: Final = Decimal(-1)
NameOf = Callable[[Subject], str]


class Part(NamedTuple):
    """One of those that a place consists of."""

    subject: Subject
    seen: Seen


@dataclass(frozen=True, slots=True)
class PlaceAsked:
    """`least` hides smaller counts from the public; None hides nothing. No `tier` means all of them.

    `whole` puts all parts on one page.
    """

    subject: Subject
    period: CalendarPeriod
    least: int | None
    tier: str = ""
    sort: str = "received"
    page: int = 1
    whole: bool = False


@dataclass(frozen=True, slots=True)
class PlaceBoard:
    """`parts` are those of one page of the table; `most` is the most that one of all of them received."""

    asked: PlaceAsked
    until: date
    seen: Seen
    months: Sequence[MonthSeen]
    parts: Sequence[Part]
    found: int
    page: int
    pages: int
    most: int
    tiers: Sequence[str] = ()
    fields: Sequence[Part] = ()
    channels: Sequence[Part] = field(default_factory=tuple)


def _number(value: int | None) -> Decimal:
    return _HIDDEN if value is None else Decimal(value)


def _share(seen: Seen) -> Decimal:
    rate = seen.on_time
    exact = None if rate is None else rate.exact
    return _HIDDEN if exact is None else exact


SORTS: Final[dict[str, Callable[[Seen], Decimal]]] = {
    "received": lambda seen: _number(seen["received"]),
    "judged": lambda seen: _number(seen["judged"]),
    "on_time": _share,
    "late": lambda seen: _number(seen["late"]),
    "pending": lambda seen: _number(seen["pending"]),
    "pending_late": lambda seen: _number(seen["pending_late"]),
}
"""Hidden counts come last, all alike: their order would tell them."""


async def read_place(boards: Boards, asked: PlaceAsked, name_of: NameOf) -> PlaceBoard:
    standing = await boards.standing(asked.period)
    months = await _read_months(boards, asked)
    hidden = None if asked.least is None else await boards.hidden_in(asked.period, asked.least)

    def seen_of(subject: Subject) -> Seen:
        seen = Seen.of(subject, standing.of(subject), hidden)
        return seen if asked.least is None else seen.without_small(asked.least)

    def parts_of(subjects: Sequence[Subject]) -> list[Part]:
        return [Part(each, seen_of(each)) for each in subjects]

    below = _below(standing, asked.subject)
    kept = [each for each in below if not asked.tier or standing.tiers.get(each.name) == asked.tier]
    ordered = _ordered(parts_of(kept), asked.sort, name_of)
    size = max(1, len(ordered)) if asked.whole else _PAGE
    pages = max(1, -(-len(ordered) // size))
    page = min(max(1, asked.page), pages)
    return PlaceBoard(
        asked=asked,
        until=standing.until,
        seen=seen_of(asked.subject),
        months=months,
        parts=ordered[(page - 1) * size : page * size],
        found=len(ordered),
        page=page,
        pages=pages,
        most=max((part.seen["received"] or 0 for part in ordered), default=0),
        tiers=sorted({standing.tiers[each.name] for each in below if each.name in standing.tiers}, key=_RANK.index),
        fields=_ordered(parts_of(standing.parts(asked.subject, "field")), "received", name_of),
        channels=_ordered(parts_of(standing.parts(asked.subject, "channel")), "received", name_of),
    )


async def _read_months(boards: Boards, asked: PlaceAsked) -> list[MonthSeen]:
    """Return the months of the year; what is hidden on a month's own page is hidden among them."""
    months = await boards.course(asked.subject, asked.period.first.year)
    if asked.least is None:
        return all_seen(months)
    hidden = [await boards.hidden_in(month.period, asked.least) for month in months]
    return seen_by_public(asked.subject, months, hidden, asked.least)


_RANK: Final = (*TIERS, "")


def _below(standing: Standing, subject: Subject) -> list[Subject]:
    if subject == NATION:
        return standing.parts(NATION, "province")
    if subject.kind == "province":
        return standing.parts(subject, "agency")
    siblings = standing.parts(province(subject.within), "agency")
    inside = AgencyCode(subject.name)
    return [each for each in siblings if each != subject and is_within(AgencyCode(each.name), inside)]


def _ordered(parts: list[Part], sort: str, name_of: NameOf) -> list[Part]:
    by_name = sorted(parts, key=lambda part: name_of(part.subject))
    return sorted(by_name, key=lambda part: SORTS[sort](part.seen), reverse=True) if sort in SORTS else by_name
