"""Prints a paper as HTML, or as PDF by typst with the fonts of its wheel: every machine then prints the same."""

import asyncio
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Final

import orjson
import typst

from services.intake.adapters.documents.codes import barcode_svg, qr_svg
from services.intake.application.documents.paper import Paper
from services.runtime.web import Pages

__all__ = ["PAGES", "FormPress"]

_TEMPLATES: Final = Path(__file__).parent / "templates"
_PAPER: Final = _TEMPLATES / "paper.typ"
_THREADS: Final = 2
"""More would only share the same cores with the event loop."""
PAGES: Final = Pages(_TEMPLATES, style=(_TEMPLATES / "form.css").read_text(encoding="utf-8"))


class FormPress:
    """Implements the port `Press`. Texts go in as data, so no text of a citizen becomes markup."""

    def __init__(self) -> None:
        self._fonts = typst.Fonts(include_system_fonts=False)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="press")

    async def pdf(self, paper: Paper) -> bytes:
        """The same paper gives the same bytes; compiled in a thread of our own."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.compile, paper)

    def compile(self, paper: Paper) -> bytes:
        values = asdict(paper) | {"barcode": _barcode(paper), "qr": _qr(paper)}
        pdf = typst.compile(
            _PAPER,
            root=_TEMPLATES,
            font_paths=self._fonts,
            ignore_system_fonts=True,
            sys_inputs={"paper": orjson.dumps(values).decode()},
            format="pdf",
            timestamp=0,
        )
        if not isinstance(pdf, bytes):
            raise TypeError("the compiler gave no single file")
        return pdf

    def html(self, paper: Paper) -> str:
        barcode, qr = _barcode(paper), _qr(paper)
        return PAGES.text("paper.html", paper=paper, barcode=_inline(barcode), qr=_inline(qr))

    async def close(self) -> None:
        """Lets what is being printed finish."""
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)


def _barcode(paper: Paper) -> str | None:
    return barcode_svg(paper.code) if paper.code and paper.link else None


def _qr(paper: Paper) -> str | None:
    return qr_svg(paper.link) if paper.link else None


def _inline(svg: str | None) -> str | None:
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}" if svg else None
