"""How the dashboard looks: the style of all our pages with charts besides, and a script for live numbers only."""

from pathlib import Path
from typing import Final

from services.runtime.web import Pages
from services.runtime.web.pages import PAGE_STYLE

__all__ = ["PAGES"]

_FOLDER: Final = Path(__file__).parent / "templates"


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


PAGES: Final = Pages(_FOLDER, style=PAGE_STYLE + _read("dashboard.css"), script=_read("live.js"))
