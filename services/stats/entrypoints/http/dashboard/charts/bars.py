"""Bars that lie in a table or beside a legend: parts of one whole, or one value against the most."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from services.stats.entrypoints.http.dashboard.charts.frame import per_cent

__all__ = ["part_bar", "value_bar"]

_HUNDRED = 100


def value_bar(value: int | None, most: int, look: str) -> Markup:
    """Return a bar as long as the value's part of `most`; nothing for a hidden value. The number stands beside it."""
    if value is None or most <= 0:
        return Markup("")
    return _bar([(look, 0.0, _HUNDRED * min(max(value, 0) / most, 1))])


def part_bar(parts: Sequence[tuple[str, int]]) -> Markup:
    """Return one bar cut into parts, each with the name of its look; nothing where there is nothing."""
    whole = sum(value for _, value in parts)
    return _bar(list(_cut(parts, whole))) if whole > 0 else Markup("")


def _cut(parts: Sequence[tuple[str, int]], whole: int) -> Iterator[tuple[str, float, float]]:
    left = 0.0
    for look, value in parts:
        wide = _HUNDRED * value / whole
        if value:
            yield look, left, wide
        left += wide


def _bar(pieces: Sequence[tuple[str, float, float]]) -> Markup:
    inside = (
        Markup('<rect class="{}" x="{}" width="{}" height="100%"/>').format(look, per_cent(left), per_cent(wide))
        for look, left, wide in pieces
    )
    return Markup('<svg class="bar" width="100%" height="8" aria-hidden="true">{}</svg>').format(
        Markup("").join(inside)
    )
