"""A console for tables: as wide as the terminal, and wide enough where there is none."""

from typing import Final

from rich.console import Console

__all__ = ["wide_console"]

_WIDTH: Final = 200
"""Columns of a file or a pipe: they have no width of their own, and what is cut off there is lost"""


def wide_console() -> Console:
    console = Console()
    return console if console.is_terminal else Console(width=_WIDTH)
