"""What both charts over time share: the axis with its labels beside the plot, and the labels below it.

Positions across are in percent and those up are in pixels, so the plot stretches with the page while letters keep
their size. The labels of the axis are a picture of their own, of fixed width, left of it.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

__all__ = ["HEIGHT", "Frame", "Grid", "framed", "per_cent"]

HEIGHT: Final = 176
_TOP: Final = 14
_BELOW: Final = 26
_WHOLE: Final = HEIGHT + _TOP + _BELOW


class Grid(NamedTuple):
    """A line across the plot: which part of the height it is at (0 to 1), and what is written beside it."""

    part: float
    label: str


class Frame(NamedTuple):
    """`about` is what a screen reader says instead of the picture."""

    about: str
    grid: Sequence[Grid]
    labels: Sequence[str]

    @property
    def slot(self) -> float:
        """Width of one place on the time axis, in percent."""
        return 100 / max(1, len(self.labels))

    def middle(self, place: int) -> float:
        return (place + 0.5) * self.slot

    @staticmethod
    def height(part: float) -> float:
        """Pixels from the top."""
        return round(_TOP + HEIGHT * (1 - part), 1)


def per_cent(value: float) -> str:
    return f"{value:.2f}%"


def framed(frame: Frame, inside: Iterable[Markup]) -> Markup:
    """Return the whole chart with that inside its plot."""
    return Markup('<div class="chart" role="img" aria-label="{}">{}{}</div>').format(
        frame.about, _axis(frame), _plot(frame, inside)
    )


def _axis(frame: Frame) -> Markup:
    texts = (
        Markup('<text x="56" y="{}" text-anchor="end" dy="4">{}</text>').format(frame.height(line.part), line.label)
        for line in frame.grid
    )
    return Markup('<svg class="axis" width="60" height="{}" aria-hidden="true">{}</svg>').format(
        _WHOLE, Markup("").join(texts)
    )


def _plot(frame: Frame, inside: Iterable[Markup]) -> Markup:
    lines = (
        Markup('<line class="{}" x1="0" x2="100%" y1="{y}" y2="{y}"/>').format(
            "base-line" if line.part == 0 else "grid-line", y=frame.height(line.part)
        )
        for line in frame.grid
    )
    below = (
        Markup('<text class="{}" x="{}" y="{}" text-anchor="middle">{}</text>').format(
            "even" if place % 2 else "odd", per_cent(frame.middle(place)), _WHOLE - 6, label
        )
        for place, label in enumerate(frame.labels)
    )
    return Markup('<svg class="plot" width="100%" height="{}" aria-hidden="true">{}{}{}</svg>').format(
        _WHOLE, Markup("").join(lines), Markup("").join(inside), Markup("").join(below)
    )
