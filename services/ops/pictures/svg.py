"""Draws a route as SVG: no script, no font to load, readable by a screen reader and in black and white."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Final

from services.ops.pictures.layout import Arrangement, Spot, arrange
from services.ops.pictures.sheet import Card, RouteSheet
from services.ops.pictures.text import route_text
from services.ops.pictures.words import WORDS

__all__ = ["route_svg"]

_WIDE, _GAP, _MARGIN, _LINE, _PAD = 250, 64, 20, 18, 12
_LETTERS, _TITLE_LETTERS = 28, 90
_POST = 124
_START, _END = "(start)", "(end)"
_STYLE: Final = (
    "text{font:14px system-ui,'Segoe UI',Roboto,'Noto Sans',sans-serif;fill:#1b1b1b}"
    ".t{font-weight:700;font-size:17px}.b{font-weight:700}.n{font-size:13px}"
    ".c{fill:#eaf2fb;stroke:#1f4e79;stroke-width:1.6}.o{fill:#fff;stroke:#6b4e00}.w{stroke-dasharray:6 4}"
    ".p{fill:#1f4e79}.p+text{fill:#fff}.e{fill:none;stroke:#444;stroke-width:1.6}.j{fill:#fff;stroke:#1f4e79;stroke-width:1.6}"
)

_ARROW: Final = (
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    '<path d="M0 0L8 4L0 8z" fill="#444"/></marker></defs>'
)


@dataclass(frozen=True, slots=True)
class _Board:
    """Where things stand, in pixels; `tall` is the height of the tallest card."""

    arrangement: Arrangement
    tall: int
    top: int

    @property
    def pitch(self) -> int:
        return self.tall + 26

    @property
    def width(self) -> int:
        """The first and the last layer hold nothing but the reception and the result."""
        return 2 * (_MARGIN + _POST + _GAP) + (self.arrangement.layers - 2) * (_WIDE + _GAP) - _GAP

    @property
    def height(self) -> int:
        return self.top + round((2 * self.arrangement.height + 1) * self.pitch) + _MARGIN

    def left(self, spot: Spot) -> int:
        return _MARGIN + (_POST + _GAP + (spot.layer - 1) * (_WIDE + _GAP) if spot.layer else 0)

    def middle(self, spot: Spot) -> int:
        return round(self.top + (spot.row + self.arrangement.height + 0.5) * self.pitch)


def route_svg(sheet: RouteSheet) -> str:
    """A picture of its own, with a title and the whole route in words as its description."""
    lines = {card.id: _lines(card) for card in sheet.cards}
    title = wrap(f"{sheet.ref} {sheet.title}", _TITLE_LETTERS)
    tall = max(map(len, lines.values())) * _LINE + 2 * _PAD
    board = _Board(arrange(_graph(sheet)), tall, _MARGIN + (len(title) + 1) * 22 + _PAD)
    size = f'width="{board.width}" height="{board.height}"'
    label = f'role="img" lang="{sheet.language}" aria-labelledby="title desc"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {board.width} {board.height}" {size} {label}>',
        f'<title id="title">{escape(f"{sheet.ref} {sheet.title}")}</title>',
        f'<desc id="desc">{escape(chr(10).join(route_text(sheet)[1:]))}</desc>',
        f"<style>{_STYLE}</style>",
        _ARROW,
        f'<rect {size} fill="#fff"/>',
        *_title(sheet, title),
        *_edges(board),
        *_posts(board, sheet),
        *(part for card in sheet.cards for part in _card(board, card, lines[card.id])),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _graph(sheet: RouteSheet) -> dict[str, tuple[str, ...]]:
    """With the reception before the first legs and the result after the last ones."""
    followed = {before for card in sheet.cards for before in card.after}
    legs = {card.id: card.after or (_START,) for card in sheet.cards}
    return {_START: (), **legs, _END: tuple(card.id for card in sheet.cards if card.id not in followed)}


def _lines(card: Card) -> list[tuple[str, str]]:
    """Class and text of each line of a card."""
    head = [("b", line) for line in wrap(f"{card.id}: {card.who}", _LETTERS)]
    return [*head, *(("n", line) for text in (card.time, *card.notes) for line in wrap(text, _LETTERS + 4))]


def _title(sheet: RouteSheet, title: list[str]) -> Iterator[str]:
    for number, line in enumerate(title):
        yield f'<text class="t" x="{_MARGIN}" y="{_MARGIN + 16 + number * 22}">{escape(line)}</text>'
    under = ". ".join(part for part in (sheet.limit, sheet.place) if part)
    yield f'<text x="{_MARGIN}" y="{_MARGIN + 16 + len(title) * 22}">{escape(under)}</text>'


def _edges(board: _Board) -> Iterator[str]:
    for before, _, way in board.arrangement.edges:
        yield f'<path class="e" marker-end="url(#arrow)" d="{_way(board, before, way)}"/>'


def _way(board: _Board, before: str, way: tuple[Spot, ...]) -> str:
    """From the right side of one to the left side of the other, straight through the free rows between."""
    x, y = board.left(way[0]) + (_POST if before == _START else _WIDE), board.middle(way[0])
    path = [f"M{x} {y}"]
    for spot in way[1:]:
        to = board.left(spot) - (3 if spot is way[-1] else 0)
        path.append(f"C{x + _GAP // 2} {y} {to - _GAP // 2} {board.middle(spot)} {to} {board.middle(spot)}")
        x, y = board.left(spot) + _WIDE, board.middle(spot)
        if spot is not way[-1]:
            path.append(f"H{x}")
    return " ".join(path)


def _posts(board: _Board, sheet: RouteSheet) -> Iterator[str]:
    for post, word in ((_START, "start"), (_END, "end")):
        spot = board.arrangement.spots[post]
        x, y = board.left(spot), board.middle(spot)
        yield f'<rect class="p" x="{x}" y="{y - 20}" width="{_POST}" height="40" rx="20"/>'
        text = escape(WORDS[sheet.language][word])
        yield f'<text class="n" x="{x + _POST // 2}" y="{y + 5}" text-anchor="middle">{text}</text>'


def _card(board: _Board, card: Card, lines: list[tuple[str, str]]) -> Iterator[str]:
    spot = board.arrangement.spots[card.id]
    x, y = board.left(spot), board.middle(spot)
    high = len(lines) * _LINE + 2 * _PAD
    look = "c" + ("" if card.is_inside else " o") + (" w" if card.is_conditional else "")
    yield f'<rect class="{look}" x="{x}" y="{y - high // 2}" width="{_WIDE}" height="{high}" rx="8"/>'
    for number, (kind, text) in enumerate(lines):
        baseline = y - high // 2 + _PAD + 14 + number * _LINE
        yield f'<text class="{kind}" x="{x + _PAD + 4}" y="{baseline}">{escape(text)}</text>'
    if card.join:
        yield f'<circle class="j" cx="{x}" cy="{y}" r="11"/>'
        sign = "&#8743;" if card.join == "all" else "&#8744;"
        yield f'<text class="b" x="{x}" y="{y + 5}" text-anchor="middle">{sign}</text>'
