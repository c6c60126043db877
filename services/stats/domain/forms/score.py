"""Score indicators: points x min(1, rate / target), two decimals; what cannot be known is not scored, never zero."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from services.kernel.catalogue.scoring import Indicator, Scoring
from services.stats.domain.rates import NOT_APPLICABLE, Rate, Unit

__all__ = ["Amounts", "Scored", "Sheet", "score"]

Amounts = Mapping[str, int]
"""Quantities by key; one that nobody told is absent."""

_PERCENT: Final = 100
_CENTS: Final = 100  # points are printed with two decimals, so sums are made of hundredths


@dataclass(frozen=True, slots=True)
class Scored:
    """`rate` is None while a quantity in `missing` is not known; `score` is None then and when nothing was divided."""

    indicator: Indicator
    points: int
    rate: Rate | None
    score: Rate | None
    missing: tuple[str, ...] = ()

    @property
    def cents(self) -> int:
        """Return the score as it is printed, in hundredths of a point."""
        return 0 if self.score is None else int(Decimal(self.score.value) * _CENTS)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All indicators of a scoring; `judged` are the points of those that have a score."""

    scoring: Scoring
    scored: tuple[Scored, ...]

    def total(self, group: str | None = None) -> Rate:
        """Return the points earned, of a group or all, as the sum of what is printed."""
        return Rate(sum(each.cents for each in self._of(group)), _CENTS, unit=Unit.RATIO)

    def points(self, group: str | None = None) -> int:
        return sum(each.points for each in self._of(group))

    def judged(self, group: str | None = None) -> int:
        return sum(each.points for each in self._of(group) if each.score is not None)

    def share(self, group: str | None = None) -> Rate:
        """Return earned points out of those that could be judged."""
        return Rate(sum(each.cents for each in self._of(group)), self.judged(group) * _CENTS)

    def _of(self, group: str | None) -> Sequence[Scored]:
        return [each for each in self.scored if group in {None, each.indicator.group}]


def score(scoring: Scoring, weights: Mapping[str, int], amounts: Amounts) -> Sheet:
    """Return the sheet; `weights` are the points of indicators that have none of their own."""
    rates: dict[str, Rate | None] = {}
    scored: list[Scored] = []
    for indicator in scoring.indicators:
        points = weights[indicator.id] if indicator.points is None else indicator.points
        missing = tuple(name for name in indicator.quantities if name not in amounts)
        rate = None if missing else _rate(indicator, amounts)
        if rate is not None and indicator.factor is not None:
            factor = rates[indicator.factor]
            missing = (indicator.factor,) if factor is None else ()
            rate = None if factor is None else _times(rate, factor)
        rates[indicator.id] = rate
        scored.append(Scored(indicator, points, rate, _score(points, rate, indicator.target), missing))
    return Sheet(scoring, tuple(scored))


def _rate(indicator: Indicator, amounts: Amounts) -> Rate:
    part = sum(amounts[name] for name in indicator.part) - sum(amounts[name] for name in indicator.less)
    wholes = [amounts[name] for name in indicator.whole]
    return Rate(max(part, 0), max(wholes) if indicator.most else sum(wholes), label=indicator.id)


def _times(rate: Rate, factor: Rate) -> Rate:
    return Rate(rate.numerator * factor.numerator, rate.denominator * factor.denominator, label=rate.label)


def _score(points: int, rate: Rate | None, target: int) -> Rate | None:
    if rate is None or rate.value == NOT_APPLICABLE:
        return None
    earned = Rate(points * rate.numerator * _PERCENT, rate.denominator * target, unit=Unit.RATIO)
    return min(earned, Rate(points, 1, unit=Unit.RATIO), key=lambda each: each.exact or Decimal(0))
