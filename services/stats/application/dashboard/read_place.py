"""Puts together what the page of a place shows: the country, a province or an agency, in one period."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from services.kernel.agency_code import AgencyCode, is_within
from services.stats.application.dashboard.boards import Boards
from services.stats.domain.counters import TIERS
from services.stats.domain.dashboard.counts import NOTHING, Counts
from services.stats.domain.dashboard.course import MonthSeen
from services.stats.domain.dashboard.period import CalendarPeriod, months_of
from services.stats.domain.dashboard.seen import Seen
from services.stats.domain.dashboard.standing import NATION, Cell, Standing, Subject, province
from services.stats.domain.figures import Figures

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
    """`parts` are those of one page of the table; `most` is the most that one of all of them received.

    `own` are figures of an agency's fields, for officers only: those of an agency are few, and small.
    """

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
    own: Mapping[Subject, Figures] = field(default_factory=dict)


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


@dataclass(frozen=True, slots=True)
class _View:
    """What is seen of a period, and of the months of its year."""

    standing: Standing
    hidden: Container[Cell] | None
    months: Sequence[MonthSeen]
    own: Mapping[Subject, Figures] = field(default_factory=dict)

    def seen(self, subject: Subject) -> Seen:
        return Seen.of(subject, self.standing.of(subject), self.hidden)

    def parts(self, subjects: Iterable[Subject]) -> list[Part]:
        """Return a part for each; the public is not shown a row of noughts for what began in another year."""
        shown = (each for each in subjects if self.hidden is None or self.standing.of(each) != NOTHING)
        return [Part(each, self.seen(each)) for each in shown]

    def fields(self, subject: Subject) -> list[Part]:
        if subject.kind != "agency":
            return self.parts(self.standing.parts(subject, "field"))
        return [Part(each, Seen(Counts.of(figures))) for each, figures in self.own.items()]


async def read_place(boards: Boards, asked: PlaceAsked, name_of: NameOf) -> PlaceBoard:
    view = await (_view_all(boards, asked) if asked.least is None else _view_public(boards, asked, asked.least))
    standing = view.standing
    below = _below(standing, asked.subject)
    kept = [each for each in below if not asked.tier or standing.tiers.get(each.name) == asked.tier]
    ordered = _ordered(view.parts(kept), asked.sort, name_of)
    size = max(1, len(ordered)) if asked.whole else _PAGE
    pages = max(1, -(-len(ordered) // size))
    page = min(max(1, asked.page), pages)
    return PlaceBoard(
        asked=asked,
        until=min(asked.period.last, boards.today),
        seen=view.seen(asked.subject),
        months=view.months,
        parts=ordered[(page - 1) * size : page * size],
        found=len(ordered),
        page=page,
        pages=pages,
        most=max((part.seen["received"] or 0 for part in ordered), default=0),
        tiers=sorted({standing.tiers[each.name] for each in below if each.name in standing.tiers}, key=_RANK.index),
        fields=_ordered(view.fields(asked.subject), "received", name_of),
        channels=_ordered(view.parts(standing.parts(asked.subject, "channel")), "received", name_of),
        own=view.own,
    )


async def _view_all(boards: Boards, asked: PlaceAsked) -> _View:
    months = await boards.course(asked.subject, asked.period.first.year)
    standing = await boards.standing(asked.period)
    subject = asked.subject
    own = await boards.own_fields(subject.name, asked.period) if subject.kind == "agency" else {}
    return _View(standing, None, [MonthSeen(period, Seen(counts)) for period, counts in months], own)


async def _view_public(boards: Boards, asked: PlaceAsked, least: int) -> _View:
    """All of one chronicle: what is hidden on the page of a month is hidden among the months as well."""
    year, subject = asked.period.first.year, asked.subject
    chronicle = await boards.chronicle(year, least)

    def seen(month: CalendarPeriod) -> Seen:
        return Seen.of(subject, chronicle.standing(month).of(subject), chronicle.hidden_in(month, least))

    months = [MonthSeen(month, seen(month)) for month in months_of(year) if month.first <= boards.today]
    return _View(chronicle.standing(asked.period), chronicle.hidden_in(asked.period, least), months)


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
