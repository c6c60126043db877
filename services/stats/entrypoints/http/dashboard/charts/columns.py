"""A chart with columns side by side over time, each of parts that stand on one another."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from services.stats.entrypoints.http.dashboard.charts.frame import HEIGHT, Frame, Grid, framed, per_cent
from services.stats.entrypoints.http.dashboard.charts.scale import Scale, scale_for

__all__ = ["Column", "Group", "column_chart"]

_FILLED = 0.74
_HIDDEN_HEIGHT = 10


class Column(NamedTuple):
    """Parts from below, each with the name of its look; None is a count that is not shown."""

    parts: Sequence[tuple[str, int | None]]

    @property
    def height(self) -> int:
        return sum(value or 0 for _, value in self.parts)

    @property
    def is_hidden(self) -> bool:
        return any(value is None for _, value in self.parts)


class Group(NamedTuple):
    """What stands at one place of the time axis; `title` says it in words. No columns for what is still to come."""

    label: str
    title: str
    columns: Sequence[Column]


def column_chart(about: str, groups: Sequence[Group], written: Callable[[int], str]) -> Markup:
    """Return the chart; `written` formats the numbers of the axis."""
    scale = scale_for(max((column.height for group in groups for column in group.columns), default=1) or 1)
    grid = [Grid(tick / scale.top, written(tick)) for tick in scale.ticks]
    frame = Frame(about, grid, [group.label for group in groups])
    return framed(frame, (_group(frame, scale, place, group) for place, group in enumerate(groups)))


def _group(frame: Frame, scale: Scale, place: int, group: Group) -> Markup:
    bars = (bar for number in range(len(group.columns)) for bar in _column(frame, scale, place, group, number))
    return Markup("<g><title>{}</title>{}</g>").format(group.title, Markup("").join(bars))


def _column(frame: Frame, scale: Scale, place: int, group: Group, number: int) -> Iterator[Markup]:
    """A hidden count is a low dashed box, always of the same height: drawn to scale it would be told."""
    column, width = group.columns[number], frame.slot * _FILLED / len(group.columns)
    left = per_cent(frame.middle(place) - frame.slot * _FILLED / 2 + number * width)
    across = per_cent(width * 0.9)
    if column.is_hidden:
        yield _bar("hidden-count", left, across, frame.height(0) - _HIDDEN_HEIGHT, _HIDDEN_HEIGHT)
        return
    base = frame.height(0)
    for look, value in column.parts:
        high = round(HEIGHT * scale.part(value or 0), 1)
        if value:
            base -= high
            yield _bar(look, left, across, base, high)


def _bar(look: str, left: str, across: str, top: float, high: float) -> Markup:
    return Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
        look, left, round(top, 1), across, high
    )
