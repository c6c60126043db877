"""A report as a neutral table: it says what it shows, never how; every format is made of the same one.

    Table(
        key="form06",
        title=Text("Tình hình, kết quả giải quyết", "Results of handling"),
        period=Period(date(2026, 1, 1), date(2026, 3, 31)),
        columns=(Column("agency", Text("Cơ quan", "Agency"), Kind.TEXT), Column("resolved", ..., Kind.COUNT), ...),
        sections=(Section("district", Text("Cấp huyện", "District level"), (Row("H90.20", ("UBND ...", 12)),)),),
        notes=(Text("...", "..."),),
    )

Keys are stable English words or codes, the same in every edition: differences between editions are named by them.
A table that contradicts itself cannot be made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Final

from services.stats.domain.rates import Points, Rate

__all__ = ["AtMost", "Cell", "Column", "Kind", "Mark", "Period", "Row", "Section", "Table", "Text", "say"]


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in both languages."""

    vi: str
    en: str

    def in_language(self, language: str) -> str:
        """Return English for `en`, Vietnamese for all else."""
        return self.en if language == "en" else self.vi


def say(text: str) -> Text:
    """Return a name that is the same in both languages."""
    return Text(text, text)


class Kind(StrEnum):
    """What a column holds: dossiers or the like, shares, words, days (or moments), whole VND, whole minutes."""

    COUNT = "count"
    RATE = "rate"
    TEXT = "text"
    DATE = "date"
    MONEY = "money"
    MINUTES = "minutes"


class Mark(Enum):
    """What stands where no figure can."""

    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class AtMost:
    """A bound, where only that is known: the percentile of a histogram."""

    value: int


Cell = int | str | date | Text | Rate | Points | AtMost | Mark | None
"""`date` includes aware datetimes; None is a cell that is meant to be empty."""

_FITTING: Final[dict[Kind, tuple[type, ...]]] = {
    Kind.COUNT: (int,),
    Kind.RATE: (Rate, Points),
    Kind.TEXT: (str, Text),
    Kind.DATE: (date,),
    Kind.MONEY: (int,),
    Kind.MINUTES: (int, AtMost),
}


@dataclass(frozen=True, slots=True)
class Column:
    """Neighbours of an equal `group` share a head cell above theirs; `mark` is printed below the head: (7)=(8)+(9)."""

    key: str
    title: Text
    kind: Kind
    group: Text | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One cell a column. `total` rows are sums of others, and are printed so."""

    key: str
    cells: Sequence[Cell]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading of their own; no title, no heading."""

    key: str
    title: Text | None
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Period:
    """Both days included, Viet Nam time; without a first day it is what stood at the end of the last one."""

    first: date | None
    last: date


@dataclass(frozen=True, slots=True)
class Table:
    """`signers` sign it on paper, from left to right. `found` are all its rows, where this is a page of them.

    Raises ValueError for keys that come twice, rows of another width, or cells that do not fit their column.
    """

    key: str
    title: Text
    period: Period
    columns: Sequence[Column]
    sections: Sequence[Section]
    notes: Sequence[Text] = ()
    subtitle: Text | None = None
    signers: Sequence[Text] = ()
    found: int | None = None

    def __post_init__(self) -> None:
        _check_unique([column.key for column in self.columns], "column")
        _check_unique([section.key for section in self.sections], "section")
        for section in self.sections:
            _check_unique([row.key for row in section.rows], f"row of {section.key}")
            for row in section.rows:
                self._check(section, row)

    @property
    def size(self) -> int:
        """Return the number of rows."""
        return sum(len(section.rows) for section in self.sections)

    def _check(self, section: Section, row: Row) -> None:
        if len(row.cells) != len(self.columns):
            message = f"{self.key}: row {section.key}/{row.key} has {len(row.cells)} cells, not {len(self.columns)}"
            raise ValueError(message)
        for column, cell in zip(self.columns, row.cells, strict=True):
            if not _fits(cell, column.kind):
                message = f"{self.key}: {section.key}/{row.key}/{column.key} is no {column.kind}: {type(cell).__name__}"
                raise ValueError(message)


def _fits(cell: Cell, kind: Kind) -> bool:
    return cell is None or isinstance(cell, Mark) or (isinstance(cell, _FITTING[kind]) and not isinstance(cell, bool))


def _check_unique(keys: Sequence[str], what: str) -> None:
    if len(set(keys)) != len(keys):
        twice = sorted({key for key in keys if keys.count(key) > 1})
        message = f"{what} twice: {', '.join(twice)}"
        raise ValueError(message)
