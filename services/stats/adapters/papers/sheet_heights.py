"""How high rows of a printed sheet have to be: merged cells do not grow by themselves, others not in every program."""

import textwrap
from collections.abc import Sequence
from typing import Final

from services.stats.adapters.papers.heads import HeadCell

__all__ = ["LINE_HEIGHT", "head_heights", "lines_of"]

LINE_HEIGHT: Final = 15  # points
_HEAD_LINES: Final = 2
"""Of the first row of a head at least: it is what the eye looks for"""
_BOLD: Final = 0.9
"""So much of the characters of plain text fit in a line of bold text"""


def lines_of(text: str, width: float) -> int:
    """Return how many lines of `width` characters a text takes; words stay whole where they can."""
    if len(text) <= width:
        return 1
    return max(1, len(textwrap.wrap(text, max(1, int(width)))))


def head_heights(rows: Sequence[Sequence[HeadCell]], widths: Sequence[float]) -> list[float]:
    """Return the heights in points that all cells of a head fit in, also those over several rows."""
    lines = [max([1, *(_lines(cell, widths) for cell in row if cell.rows == 1)]) for row in rows]
    lines[0] = max(lines[0], _HEAD_LINES)
    for number, row in enumerate(rows):
        for cell in row:
            missing = _lines(cell, widths) - sum(lines[number : number + cell.rows])
            lines[number] += max(0, missing)
    return [each * LINE_HEIGHT for each in lines]


def _lines(cell: HeadCell, widths: Sequence[float]) -> int:
    return lines_of(cell.text, sum(widths[cell.first : cell.first + cell.columns]) * _BOLD)
