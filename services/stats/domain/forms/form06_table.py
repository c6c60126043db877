"""Form 06 as a table: the words and column numbers of the circular, from the rule pack."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from services.kernel.catalogue import RulePack
from services.kernel.catalogue.pack_rules import Label
from services.stats.domain.forms.form06 import Form, FormSection
from services.stats.domain.forms.line import COLUMNS, Line
from services.stats.domain.papers.table import Cell, Column, Kind, Period, Row, Section, Table, Text, say

__all__ = ["FORM06", "NameOf", "form06_table", "group_of", "said"]

FORM06: Final = "form06"
NameOf = Callable[[str], Text]
_MARKS: Final[Mapping[str, str]] = {
    "3": "(3)=(4)+(5)+(6)",
    "7": "(7)=(8)+(9)+(10)",
    "11": "(11)=(12)+(13)",
}
_GROUPS: Final = (("3-6", range(3, 7)), ("7-10", range(7, 11)), ("11-13", range(11, 14)))
_TOTAL: Final = "total"
_SUBTOTAL: Final = "subtotal"


def form06_table(form: Form, pack: RulePack, name_of: NameOf, period: Period, subtitle: Text | None) -> Table:
    """`name_of` names a field."""
    sections = [_section(section, pack, name_of) for section in form.sections]
    if len(sections) != 1:
        row = _row(_TOTAL, ("", said(pack.report_columns, _TOTAL)), form.total, total=True)
        sections.append(Section(_TOTAL, None, (row,)))
    return Table(
        key=FORM06,
        title=said(pack.report_titles, FORM06),
        period=period,
        columns=tuple(_columns(pack)),
        sections=tuple(sections),
        notes=tuple(_notes(pack)),
        subtitle=subtitle,
        signers=tuple(said(pack.report_signers, name) for name in pack.report_signers),
    )


def _section(section: FormSection, pack: RulePack, name_of: NameOf) -> Section:
    rows = [
        _row(field, (str(number), name_of(field)), line)
        for number, (field, line) in enumerate(section.lines.items(), 1)
    ]
    rows.append(_row(_TOTAL, ("", said(pack.report_columns, _SUBTOTAL)), section.total, total=True))
    return Section(section.tier, said(pack.report_sections, section.tier), tuple(rows))


def _row(key: str, head: tuple[Cell, Cell], line: Line, *, total: bool = False) -> Row:
    return Row(key, (*head, *line.columns), total=total)


def _columns(pack: RulePack) -> Iterator[Column]:
    yield Column("number", said(pack.report_columns, "1"), Kind.TEXT, mark="(1)")
    yield Column("field", said(pack.report_columns, "2"), Kind.TEXT, mark="(2)")
    for number, key in enumerate(COLUMNS, 3):
        title = said(pack.report_columns, str(number))
        mark = _MARKS.get(str(number), f"({number})")
        yield Column(key, title, Kind.COUNT, said(pack.report_columns, group_of(number)), mark)


def _notes(pack: RulePack) -> Iterator[Text]:
    for key, label in pack.report_notes.items():
        column = str(pack.report_layout.get(key, ""))
        yield Text(label.vi.replace("{column}", column), label.en.replace("{column}", column))


def group_of(number: int) -> str:
    """Return the key of the heading that a column of figures stands under."""
    return next(name for name, numbers in _GROUPS if number in numbers)


def said(labels: Mapping[str, Label], key: str) -> Text:
    """Return the words of the rule pack, or the key where it has none."""
    label = labels.get(key)
    return say(key) if label is None else Text(label.vi, label.en)
