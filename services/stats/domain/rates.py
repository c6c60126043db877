"""Rates are computed when they are asked for and never stored: numerator, denominator and how it was rounded."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum
from typing import Final

NOT_APPLICABLE: Final = "not_applicable"
_HUNDRED: Final = Decimal(100)


class Rounding(StrEnum):
    """Reports in use differ in this, so each rate says which one it has."""

    HALF_UP = "half_up"
    TRUNCATE = "truncate"


_MODES: Final = {Rounding.HALF_UP: ROUND_HALF_UP, Rounding.TRUNCATE: ROUND_DOWN}


@dataclass(frozen=True, slots=True)
class Rate:
    """A share in percent with `places` decimals; nothing out of nothing is not applicable, never 0 or 100."""

    numerator: int
    denominator: int
    rounding: Rounding = Rounding.HALF_UP
    places: int = 2

    @property
    def value(self) -> str:
        if self.denominator == 0:
            return NOT_APPLICABLE
        with localcontext(prec=40):
            percent = self.numerator * _HUNDRED / self.denominator
            return str(percent.quantize(Decimal(1).scaleb(-self.places), _MODES[self.rounding]))
