"""What is shown of scores on one scale or several: a scale that changed makes no mean of two of them."""

from collections.abc import Callable
from typing import Final

from services.stats.domain.activity import desk
from services.stats.domain.figures import Measures, of
from services.stats.domain.measures.sheet import Shown, rate
from services.stats.domain.papers.table import Cell, Column, Kind, Mark, Text
from services.stats.domain.rates import Days, Rate, Unit

__all__ = ["OF_SCORES", "scores"]

OF_SCORES: Final = Text(
    "Hài lòng = điểm trên mức giữa của thang điểm. Điểm của nhiều thang không có bình quân chung; "
    "so sánh theo tỷ lệ trên điểm cao nhất.",
    "Satisfied = scores above the middle of their scale. Scores of several scales have no common mean; "
    "compare the share of the most that they could be.",
)


def scores(told_by: str) -> tuple[Shown, ...]:
    """Return the figures: scale, mean, share of the most, satisfied; `told_by` is what has the scale after its name."""
    return (
        Shown(Column("scale", Text("Thang điểm", "Scale"), Kind.TEXT), lambda told, _: _named(_scales(told, told_by))),
        Shown(Column("mean", Text("Điểm bình quân", "Mean score"), Kind.RATE), _mean(told_by)),
        rate(
            "of_most",
            Text("Tỷ lệ trên điểm cao nhất", "Share of the most"),
            [desk.SCORE_SUM],
            [desk.SCORE_MOST],
            "sum of scores / the most that they could be",
        ),
        Shown(Column("satisfied", Text("Hài lòng", "Satisfied"), Kind.RATE), _satisfied),
    )


def _scales(told: Measures, told_by: str) -> list[str]:
    """Return the known ones, by their ends: 1-5 before 1-10."""
    named = (name.removeprefix(f"{told_by}:") for name, number in told.items() if number)
    ends = sorted([int(end) for end in name.split("-")] for name in named if name.replace("-", "").isdigit())
    return [f"{least}-{most}" for least, most in ends]


def _named(scales: list[str]) -> Cell:
    return ", ".join(scales) or Mark.NOT_APPLICABLE


def _mean(told_by: str) -> Callable[[Measures, Days], Cell]:
    def cell(told: Measures, days: Days) -> Cell:
        if len(_scales(told, told_by)) > 1:
            return Mark.NOT_APPLICABLE
        given, label = of(told, desk.SCORE_COUNT), "sum of scores / scores given"
        return Rate(of(told, desk.SCORE_SUM), given, label=label, unit=Unit.RATIO, period=days)

    return cell


def _satisfied(told: Measures, days: Days) -> Cell:
    """A score above the middle of its scale, whichever scale that is."""
    above = 0
    for name, number in told.items():
        measure, _, rest = name.partition(":")
        if measure == desk.SCORES:
            scale, _, score = rest.partition(":")
            least, _, most = scale.partition("-")
            above += number if 2 * int(score) > int(least) + int(most) else 0
    return Rate(above, of(told, desk.SCORE_COUNT), label="scores above the middle of their scale / scores", period=days)
