"""How figures are written on a page: as in Viet Nam, or as in English."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import singledispatch
from typing import Final

from services.kernel.times import VIETNAM
from services.stats.domain.papers.table import AtMost, Cell, Kind, Mark, Period, Text, say
from services.stats.domain.rates import NOT_APPLICABLE, Comparator, Points, Rate, Unit

__all__ = ["LEGEND", "SIGNS", "print_cell", "print_day", "print_period", "signing_lines"]

SIGNS: Final[Mapping[Mark, str]] = {Mark.SUPPRESSED: "*", Mark.NOT_APPLICABLE: "–", Mark.NOT_KNOWN: "…"}
LEGEND: Final[Mapping[Mark, Text]] = {
    Mark.SUPPRESSED: Text("* không công bố vì số lượng quá nhỏ", "* not published: the number is too small"),
    Mark.NOT_APPLICABLE: Text("– không áp dụng", "– not applicable"),
    Mark.NOT_KNOWN: Text("… chưa có số liệu", "… not known"),
}
_WORDS: Final[Mapping[Comparator, Text]] = {
    Comparator.OVER: Text("trên", "over"),
    Comparator.AT_LEAST: Text("ít nhất", "at least"),
    Comparator.NEARLY: Text("gần", "nearly"),
    Comparator.ABOUT: Text("khoảng", "about"),
}
_UNITS: Final[Mapping[Unit, Text]] = {
    Unit.PERCENT: say("%"),
    Unit.PERCENTAGE_POINT: Text(" điểm phần trăm", " percentage points"),
    Unit.RATIO: say(""),
}
_SWAPPED: Final = str.maketrans(",.", ".,")


def print_cell(cell: Cell, kind: Kind, language: str) -> str:
    """Return the text of a cell; one that is empty stays empty."""
    text = "" if cell is None else _print(cell, language)
    return f"{text} ₫" if kind is Kind.MONEY and isinstance(cell, int) else text


@singledispatch
def _print(cell: object, _language: str) -> str:
    return str(cell)


@_print.register
def _(cell: Mark, _language: str) -> str:
    return SIGNS[cell]


@_print.register
def _(cell: Text, language: str) -> str:
    return cell.in_language(language)


@_print.register
def _(cell: AtMost, language: str) -> str:
    return f"≤ {_number(cell.value, language)}"


@_print.register
def _(cell: date, _language: str) -> str:
    return print_day(cell)


@_print.register
def _number(number: int, language: str) -> str:
    text = f"{number:,}"
    return text if language == "en" else text.translate(_SWAPPED)


@_print.register
def _(rate: Rate, language: str) -> str:
    share = _share(rate, language)
    return share if rate.comparator is None else f"{_WORDS[rate.comparator].in_language(language)} {share}"


@_print.register
def _(points: Points, language: str) -> str:
    return _share(points, language)


def _share(rate: Points | Rate, language: str) -> str:
    if rate.value == NOT_APPLICABLE:
        return SIGNS[Mark.NOT_APPLICABLE]
    text = rate.value if language == "en" else rate.value.translate(_SWAPPED)
    return text + _UNITS[rate.unit].in_language(language)


def print_day(day: date) -> str:
    """Return 27/11/2026, and for a moment 15:20 27/11/2026 by the clock of Viet Nam."""
    if isinstance(day, datetime):
        return day.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")
    return day.strftime("%d/%m/%Y")


def signing_lines(language: str) -> tuple[str, str]:
    """Return where place and day are filled in, and what stands below whoever signs."""
    if language == "en":
        return "............, date ...... / ...... / ............", "(signature and full name)"
    return "............, ngày ...... tháng ...... năm ............", "(Ký, ghi rõ họ tên)"


def print_period(period: Period) -> Text:
    last = print_day(period.last)
    if period.first is None:
        return Text(f"Tính đến hết ngày {last}", f"As of the end of {last}")
    first = print_day(period.first)
    return Text(f"Từ ngày {first} đến hết ngày {last}", f"From {first} to {last}, both included")
