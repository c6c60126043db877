"""Lists of authorities or fields by the columns of form 06, with their rates."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from services.kernel.catalogue import RulePack
from services.stats.domain.forms.form06_table import NameOf, group_of, said
from services.stats.domain.forms.line import COLUMNS, Line
from services.stats.domain.papers.table import Cell, Column, Kind, Period, Row, Section, Table, Text

__all__ = ["Listed", "list_table"]

_TOTAL: Final = "total"
_RATES: Final[Mapping[str, Text]] = {
    "on_time": Text("Tỷ lệ đúng hạn", "On time"),
    "on_time_of_received": Text("Đúng hạn trên tổng tiếp nhận", "On time of all received"),
    "late": Text("Tỷ lệ quá hạn", "Late"),
    "completion": Text("Tỷ lệ giải quyết", "Completion"),
    "online": Text("Tỷ lệ trực tuyến", "Online"),
    "pending_in_time": Text("Tỷ lệ đang giải quyết trong hạn", "Pending in time"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """Lines by code under a heading; `key` is that of a section of form 06, or empty for none."""

    key: str
    lines: Mapping[str, Line]


def list_table(name: str, listed: Iterable[Listed], name_of: NameOf, pack: RulePack, period: Period) -> Table:
    """`name` is a title of the rule pack."""
    columns = tuple(_columns(pack))
    sections, whole = [], Line()
    for each in listed:
        rows = [_row(code, name_of(code), line) for code, line in each.lines.items()]
        sections.append(Section(each.key or name, said(pack.report_sections, each.key) if each.key else None, rows))
        whole = sum(each.lines.values(), whole)
    total = said(pack.report_columns, _TOTAL)
    sections.append(Section(_TOTAL, None, (_row(_TOTAL, total, whole, total=True),)))
    return Table(name, said(pack.report_titles, name), period, columns, sections)


def _columns(pack: RulePack) -> Iterator[Column]:
    yield Column("code", Text("Mã", "Code"), Kind.TEXT)
    yield Column("name", Text("Tên", "Name"), Kind.TEXT)
    for number, key in enumerate(COLUMNS, 3):
        title, group = said(pack.report_columns, str(number)), said(pack.report_columns, group_of(number))
        yield Column(key, title, Kind.COUNT, group, f"({number})")
    for key, label in Line().rates.items():
        yield Column(f"{key}_rate", _RATES[key], Kind.RATE, mark=label.label)


def _row(code: str, name: Text, line: Line, *, total: bool = False) -> Row:
    head: tuple[Cell, Cell] = ("" if total else code, name)
    return Row(code, (*head, *line.columns, *line.rates.values()), total=total)
