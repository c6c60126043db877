"""Puts together a page whose rows are places and whose columns are legs or channels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from services.kernel.agency_code import AgencyCode, is_within
from services.stats.application.dashboard.boards import Boards
from services.stats.application.dashboard.read_tallied import TallyKind
from services.stats.domain.dashboard.period import CalendarPeriod
from services.stats.domain.dashboard.standing import NATION, Subject, province
from services.stats.domain.dashboard.tallied import Line, Tallied

__all__ = ["Square", "SquareAsked", "SquareRow", "read_square"]

_PAGE: Final = 50
LineOf = Callable[[Subject, str], Line]


@dataclass(frozen=True, slots=True)
class SquareAsked:
    """`subject` is the country, a province, or an agency with those below it; `least` is None for who sees all."""

    subject: Subject
    period: CalendarPeriod
    least: int | None
    page: int = 1


class SquareRow(NamedTuple):
    subject: Subject
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Square:
    asked: SquareAsked
    names: Sequence[str]
    whole: SquareRow | None
    rows: Sequence[SquareRow]
    page: int
    pages: int


async def read_square(boards: Boards, kind: TallyKind, asked: SquareAsked) -> Square:
    if asked.least is None:
        return square_of(tallied := await boards.tallied(kind, asked.period), asked, _all_of(tallied))
    year, least = await boards.tally_year(kind, asked.period.first.year, asked.least), asked.least
    period = asked.period
    return square_of(year.tallied(period), asked, lambda subject, name: year.line(period, subject, name, least))


def square_of(tallied: Tallied, asked: SquareAsked, line: LineOf) -> Square:
    """Return one page of rows in the order of their codes, and above them the whole, if it is one."""
    where = province(asked.subject.within) if asked.subject.kind == "agency" else asked.subject
    names = tallied.names(where)

    def row(subject: Subject) -> SquareRow:
        return SquareRow(subject, [line(subject, name) for name in names])

    inside = [part for part in tallied.parts(where) if _is_in(part, asked.subject)]
    pages = max(1, -(-len(inside) // _PAGE))
    page = min(max(1, asked.page), pages)
    rows = [row(part) for part in inside[(page - 1) * _PAGE : page * _PAGE]]
    return Square(asked, names, None if asked.subject.kind == "agency" else row(where), rows, page, pages)


def _all_of(tallied: Tallied) -> LineOf:
    return lambda subject, name: Line(tallied.counts(subject, name))


def _is_in(part: Subject, asked: Subject) -> bool:
    return asked == NATION or asked.kind == "province" or is_within(AgencyCode(part.name), AgencyCode(asked.name))
