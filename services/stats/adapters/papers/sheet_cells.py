"""Cells of a workbook: values with the number formats of their kind, texts that can never run as formulas."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from services.kernel.times import VIETNAM
from services.stats.domain.papers.print_cell import SIGNS
from services.stats.domain.papers.table import AtMost, Cell, Kind, Mark, Text
from services.stats.domain.rates import NOT_APPLICABLE, Points, Rate, Unit

__all__ = ["BOLD", "FACE", "FIGURE", "FILLED", "FRAME", "HEAD", "WORDS", "Stencils", "figure_of", "format_of"]

_LINE: Final = Side(style="thin", color="FF8A94A1")
FRAME: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
FILLED: Final = PatternFill("solid", fgColor="FFE9EDF2")
FACE: Final[Mapping[str, Any]] = {"name": "Times New Roman", "size": 11}
"""Of papers of the administration (Decree 30/2020); without a name it is whatever the opening program likes"""
BOLD: Final = Font(**FACE, bold=True)
HEAD: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
WORDS: Final = Alignment(vertical="top", wrap_text=True)
FIGURE: Final = Alignment(horizontal="right", vertical="top")

_FORMATS: Final[Mapping[Kind, str]] = {
    Kind.COUNT: "#,##0",
    Kind.RATE: "General",
    Kind.TEXT: "@",
    Kind.DATE: "dd/mm/yyyy",
    Kind.MONEY: '#,##0" ₫"',
    Kind.MINUTES: "#,##0",
}
_HUNDRED: Final = 100


class Stencils:
    """Makes cells of one sheet; a style is put together once, since a sheet has few styles and many cells."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._styles: dict[tuple[Any, ...], Any] = {}

    def cell(self, value: Any, number_format: str, *parts: Any) -> Any:
        """Return a cell; `parts` are fonts, fills, borders and alignments, each the same object every time."""
        made: Any = WriteOnlyCell(self._sheet, None)
        if isinstance(value, str):
            made.value = ILLEGAL_CHARACTERS_RE.sub("", value)
            made.data_type = "s"  # a text that begins with = would otherwise be a formula
        else:
            made.value = value
        made._style = self._style(number_format, parts)  # noqa: SLF001 setting each part costs ten times as much
        return made

    def _style(self, number_format: str, parts: tuple[Any, ...]) -> Any:
        key = (number_format, *map(id, parts))
        if key not in self._styles:
            pattern: Any = WriteOnlyCell(self._sheet, None)
            pattern.number_format = number_format
            for part in parts:
                setattr(pattern, _PLACES[type(part)], part)
            self._styles[key] = pattern._style  # noqa: SLF001 see cell
        return self._styles[key]


_PLACES: Final[Mapping[type, str]] = {Font: "font", PatternFill: "fill", Border: "border", Alignment: "alignment"}


def figure_of(cell: Cell, language: str) -> Any:
    """Return what a cell of the printed sheet holds: numbers stay numbers, a percentage is a part of one."""
    match cell:
        case Mark():
            return SIGNS[cell]
        case Text():
            return cell.in_language(language)
        case AtMost(value):
            return value
        case datetime():
            return cell.astimezone(VIETNAM).replace(tzinfo=None)
        case Rate() | Points():
            return _share(cell)
    return cell


def format_of(cell: Cell, kind: Kind) -> str:
    """Return the number format of a cell."""
    match cell:
        case AtMost():
            return '"≤ "#,##0'
        case datetime():
            return "hh:mm dd/mm/yyyy"
        case date():
            return _FORMATS[Kind.DATE]
        case Rate() | Points():
            return _format_of_share(cell)
    return _FORMATS[kind]


def _format_of_share(rate: Rate | Points) -> str:
    """With as many decimals as it is printed with; percentage points are no part of a hundred."""
    places = rate.places if isinstance(rate, Rate) else len(rate.value.partition(".")[2])
    digits = f"0.{'0' * places}" if places else "0"
    return f"{digits}%" if rate.unit is Unit.PERCENT else digits


def _share(rate: Rate | Points) -> Any:
    if rate.value == NOT_APPLICABLE:
        return SIGNS[Mark.NOT_APPLICABLE]
    value = Decimal(rate.value)
    return value / _HUNDRED if rate.unit is Unit.PERCENT else value
