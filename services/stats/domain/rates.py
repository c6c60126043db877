"""Rates are computed when they are asked for and never stored: numerator, denominator and how it was rounded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum
from typing import Final, NamedTuple, Self

__all__ = [
    "NOT_APPLICABLE",
    "Comparator",
    "Days",
    "Points",
    "Rate",
    "Rounding",
    "Unit",
    "divide",
    "round_to",
]

NOT_APPLICABLE: Final = "not_applicable"
_PRECISION: Final = 40


class Rounding(StrEnum):
    """Reports in use differ in this, so each rate says which one it has.

    `complement` is the whole less the rest cut off, as articles print the smaller of two shares that add up to 100.
    """

    HALF_UP = "half_up"
    TRUNCATE = "truncate"
    COMPLEMENT = "complement"


class Unit(StrEnum):
    """A share of 20 percent that grows by 5 percent is 21, by 5 percentage points 25."""

    PERCENT = "percent"
    PERCENTAGE_POINT = "percentage_point"
    RATIO = "ratio"


class Comparator(StrEnum):
    """How a figure is worded when it is not meant to the last digit."""

    OVER = "over"
    AT_LEAST = "at_least"
    NEARLY = "nearly"
    ABOUT = "about"


_WHOLE: Final[Mapping[Unit, Decimal]] = {Unit.PERCENT: Decimal(100), Unit.RATIO: Decimal(1)}


class Days(NamedTuple):
    """A period by its first and last day in Viet Nam, both included."""

    first: date
    last: date

    @classmethod
    def always(cls) -> Self:
        """Return all days there are."""
        return cls(date.min, date.max)


def round_to(exact: Decimal, places: int, rounding: Rounding, whole: Decimal = _WHOLE[Unit.PERCENT]) -> Decimal:
    """Return the value with so many decimals; `whole` is what a complement is taken from."""
    with localcontext(prec=_PRECISION):
        return _WAYS[rounding](exact, Decimal(1).scaleb(-places), whole)


def divide(numerator: Decimal | int, denominator: Decimal | int) -> Decimal | None:
    """Return the quotient to forty digits, None out of nothing."""
    with localcontext(prec=_PRECISION):
        return Decimal(numerator) / denominator if denominator else None


def _half_up(exact: Decimal, step: Decimal, _: Decimal) -> Decimal:
    return exact.quantize(step, ROUND_HALF_UP)


def _truncate(exact: Decimal, step: Decimal, _: Decimal) -> Decimal:
    return exact.quantize(step, ROUND_DOWN)


def _complement(exact: Decimal, step: Decimal, whole: Decimal) -> Decimal:
    return whole - (whole - exact).quantize(step, ROUND_DOWN)


_WAYS: Final[Mapping[Rounding, Callable[[Decimal, Decimal, Decimal], Decimal]]] = {
    Rounding.HALF_UP: _half_up,
    Rounding.TRUNCATE: _truncate,
    Rounding.COMPLEMENT: _complement,
}


@dataclass(frozen=True, slots=True)
class Rate:
    """A share in percent (or a ratio) with `places` decimals; out of nothing it is not applicable, never 0 or 100.

    `label` says what is divided by what, `period` the days that both were counted over, `comparator` how the rate is
    worded where it is quoted. Raises ValueError for percentage points, which are a difference of two rates: Points.
    """

    numerator: int
    denominator: int
    rounding: Rounding = Rounding.HALF_UP
    places: int = 2
    label: str = ""
    period: Days | None = None
    comparator: Comparator | None = None
    unit: Unit = Unit.PERCENT

    def __post_init__(self) -> None:
        if self.unit not in _WHOLE:
            raise ValueError(self.unit)

    def over(self, period: Days) -> Self:
        """Return the rate with the days that it was counted over."""
        return replace(self, period=period)

    @property
    def exact(self) -> Decimal | None:
        """Return the unrounded value, None out of nothing."""
        return divide(self.numerator * _WHOLE[self.unit], self.denominator)

    @property
    def value(self) -> str:
        exact = self.exact
        return _text(exact, self.places, self.rounding, _WHOLE[self.unit])


@dataclass(frozen=True, slots=True)
class Points:
    """How many percentage points a rate is above another one, or above a target in percent.

    Both are rounded first, as they are printed side by side: what is shown adds up.
    """

    rate: Rate
    less: Rate | Decimal
    unit: Unit = Unit.PERCENTAGE_POINT

    @property
    def value(self) -> str:
        less = self.less.value if isinstance(self.less, Rate) else str(self.less)
        if NOT_APPLICABLE in {self.rate.value, less}:
            return NOT_APPLICABLE
        return str(Decimal(self.rate.value) - Decimal(less))


def _text(exact: Decimal | None, places: int, rounding: Rounding, whole: Decimal) -> str:
    return NOT_APPLICABLE if exact is None else str(round_to(exact, places, rounding, whole))
