"""The arithmetic behind a printed figure, done again with exact decimals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal, InvalidOperation, localcontext
from enum import StrEnum
from itertools import pairwise
from typing import Final

from services.stats.domain.rates import divide

__all__ = ["NUMERIC", "OperandError", "Operation", "check_operands", "evaluate", "whole_bases"]

_HUNDRED: Final = Decimal(100)
_PRECISION: Final = 40
_DAYS_IN_WEEK: Final = 7
_MINUTES_IN_HOUR: Final = 60


class Operation(StrEnum):
    """What is done with the operands; a `count` counts the names it lists, the bases are those of a percentage."""

    SUM = "sum"
    SUB = "sub"
    DIV = "div"
    PERCENT = "percent"
    PERCENT_CHANGE = "percent_change"
    DAYS_INCLUSIVE = "days_inclusive"
    ISO_WEEKS = "iso_weeks"
    WEEKDAY = "weekday"
    INT_BASE_MIN = "int_base_min"
    INT_BASE_MAX = "int_base_max"
    COUNT = "count"
    MINUTES = "minutes"


class OperandError(ValueError):
    """An operand that the operation cannot work with; `remedy` says what to write instead."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class _Form:
    """How many operands an operation takes; `most` None is any number."""

    least: int
    most: int | None
    does: Callable[[Sequence[str]], Decimal | None]


def check_operands(operation: Operation, operands: Sequence[str]) -> None:
    """Raise OperandError unless the operation takes that many operands."""
    form = _FORMS[operation]
    if len(operands) < form.least or (form.most is not None and len(operands) > form.most):
        amount = str(form.least) if form.most == form.least else f"{form.least} or more"
        raise OperandError(f"{operation} has {len(operands)} operands", f"give it {amount}")


def evaluate(operation: Operation, operands: Sequence[str]) -> Decimal | None:
    """Return the exact result, None where there is none (nothing is divided by zero); raises OperandError."""
    check_operands(operation, operands)
    with localcontext(prec=_PRECISION):
        return _FORMS[operation].does(operands)


def whole_bases(numerator: Decimal, low: Decimal, high: Decimal) -> tuple[int, int] | None:
    """Return the smallest and largest whole n with low <= 100 numerator / n < high, None where there is none."""
    if low <= 0 or high <= low:
        return None
    with localcontext(prec=_PRECISION):
        above = _HUNDRED * numerator / high
        smallest = int(above.to_integral_value(ROUND_FLOOR)) + 1
        largest = int((_HUNDRED * numerator / low).to_integral_value(ROUND_FLOOR))
    return (smallest, largest) if smallest <= largest else None


def _sum(operands: Sequence[str]) -> Decimal:
    return sum(map(_number, operands), Decimal(0))


def _sub(operands: Sequence[str]) -> Decimal:
    first, *rest = map(_number, operands)
    return first - sum(rest)


def _div(operands: Sequence[str]) -> Decimal | None:
    return divide(*map(_number, operands))


def _percent(operands: Sequence[str]) -> Decimal | None:
    part, whole = map(_number, operands)
    return divide(_HUNDRED * part, whole)


def _percent_change(operands: Sequence[str]) -> Decimal | None:
    old, new = map(_number, operands)
    return divide(_HUNDRED * (new - old), old)


def _days_inclusive(operands: Sequence[str]) -> Decimal:
    first, last = _days(operands)
    return Decimal((last - first).days + 1)


def _iso_weeks(operands: Sequence[str]) -> Decimal:
    """Weeks from Monday to Sunday that the days touch."""
    first, last = (day - timedelta(days=day.weekday()) for day in _days(operands))
    return Decimal((last - first).days // _DAYS_IN_WEEK + 1)


def _weekday(operands: Sequence[str]) -> Decimal:
    return Decimal(_day(operands[0]).isoweekday())


def _smallest_base(operands: Sequence[str]) -> Decimal | None:
    found = whole_bases(*map(_number, operands))
    return Decimal(found[0]) if found else None


def _largest_base(operands: Sequence[str]) -> Decimal | None:
    found = whole_bases(*map(_number, operands))
    return Decimal(found[1]) if found else None


def _count(operands: Sequence[str]) -> Decimal:
    if len(set(operands)) < len(operands):
        raise OperandError("a name is listed twice", "list each of them once")
    return Decimal(len(operands))


def _minutes(operands: Sequence[str]) -> Decimal:
    first, last = map(_minute_of_day, operands)
    return Decimal(last - first)


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise OperandError(f"{text!r} is no number", "write digits with a dot, or the name of a value above") from None


def _days(operands: Sequence[str]) -> list[date]:
    days = list(map(_day, operands))
    if any(later < earlier for earlier, later in pairwise(days)):
        raise OperandError("the last day is before the first", "write the earlier day first")
    return days


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise OperandError(f"{text!r} is no day", "write an existing day as YYYY-MM-DD") from None


def _minute_of_day(text: str) -> int:
    hour, mark, minute = text.partition(":")
    if not (mark and hour.isdecimal() and minute.isdecimal()):
        raise OperandError(f"{text!r} is no time of day", "write HH:MM in quotes")
    return int(hour) * _MINUTES_IN_HOUR + int(minute)


_FORMS: Final[Mapping[Operation, _Form]] = {
    Operation.SUM: _Form(1, None, _sum),
    Operation.SUB: _Form(2, None, _sub),
    Operation.DIV: _Form(2, 2, _div),
    Operation.PERCENT: _Form(2, 2, _percent),
    Operation.PERCENT_CHANGE: _Form(2, 2, _percent_change),
    Operation.DAYS_INCLUSIVE: _Form(2, 2, _days_inclusive),
    Operation.ISO_WEEKS: _Form(2, 2, _iso_weeks),
    Operation.WEEKDAY: _Form(1, 1, _weekday),
    Operation.INT_BASE_MIN: _Form(3, 3, _smallest_base),
    Operation.INT_BASE_MAX: _Form(3, 3, _largest_base),
    Operation.COUNT: _Form(1, None, _count),
    Operation.MINUTES: _Form(2, 2, _minutes),
}
NUMERIC: Final = frozenset(Operation) - {
    Operation.DAYS_INCLUSIVE,
    Operation.ISO_WEEKS,
    Operation.WEEKDAY,
    Operation.COUNT,
    Operation.MINUTES,
}
"""Operations on numbers, which may name values as operands"""
