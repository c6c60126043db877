"""A chart of one share over time, as a line with a dot for every value."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from markupsafe import Markup

from services.stats.entrypoints.http.dashboard.charts.frame import Frame, Grid, framed, per_cent

__all__ = ["Dot", "line_chart"]

_HUNDRED: Final = 100
_FLOORS: Final = (98, 95, 90, 80, 50, 0)
_STEPS: Final = 4


class Dot(NamedTuple):
    """A share in percent, None where there is none to show; `title` says it in words."""

    label: str
    title: str
    value: Decimal | None


def line_chart(about: str, dots: Sequence[Dot], written: Callable[[Decimal], str]) -> Markup:
    """Return the chart. It begins at the highest of a few floors below every value, as the axis says.

    `written` formats the shares of the axis.
    """
    shown = [dot.value for dot in dots if dot.value is not None]
    lowest = min(shown, default=Decimal(0))
    floor = next(each for each in _FLOORS if each <= lowest)
    span = _HUNDRED - floor
    marks = ((step, Decimal(floor) + Decimal(span * step) / _STEPS) for step in range(_STEPS + 1))
    grid = [Grid(step / _STEPS, written(mark)) for step, mark in marks]
    frame = Frame(about, grid, [dot.label for dot in dots])
    parts = [None if dot.value is None else float((dot.value - floor) / span) for dot in dots]
    return framed(frame, (*_strokes(frame, parts), *_dots(frame, dots, parts)))


def _strokes(frame: Frame, parts: Sequence[float | None]) -> Iterator[Markup]:
    """A gap stays a gap: nothing is drawn across a month without a value."""
    for place, (one, other) in enumerate(pairwise(parts)):
        if one is not None and other is not None:
            yield Markup('<line class="stroke" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
                per_cent(frame.middle(place)), frame.height(one), per_cent(frame.middle(place + 1)), frame.height(other)
            )


def _dots(frame: Frame, dots: Sequence[Dot], parts: Sequence[float | None]) -> Iterator[Markup]:
    for place, (dot, part) in enumerate(zip(dots, parts, strict=True)):
        if part is not None:
            yield Markup('<circle class="dot" cx="{}" cy="{}" r="4"><title>{}</title></circle>').format(
                per_cent(frame.middle(place)), frame.height(part), dot.title
            )
