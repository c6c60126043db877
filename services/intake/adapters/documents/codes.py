"""The QR code of a link and the barcode of a dossier code, as SVG without anything but shapes."""

import io
from functools import lru_cache
from itertools import groupby
from typing import Final

import barcode
import segno

__all__ = ["barcode_svg", "qr_png", "qr_svg"]

_REMEMBERED: Final = 256
_QUIET: Final = 10
"""Modules of white on either side, as Code 128 asks for."""
_HEIGHT: Final = 40
_PNG_PIXELS: Final = 12
"""Of one module: fine on a poster."""


@lru_cache(_REMEMBERED)
def qr_svg(link: str) -> str:
    """Black on white with the quiet zone of the standard; error correction M survives a fold or a stain."""
    out = io.BytesIO()
    code = segno.make(link, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, svgns=True, nl=False, light="white", scale=4)
    return out.getvalue().decode()


@lru_cache(_REMEMBERED)
def qr_png(link: str) -> bytes:
    """The same as a picture, for programs that take no SVG."""
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="png", light="white", scale=_PNG_PIXELS)
    return out.getvalue()


@lru_cache(_REMEMBERED)
def barcode_svg(code: str) -> str:
    """Code 128 in modules of one unit, without the text beneath: the form prints it in its own type."""
    modules: str = barcode.Code128(code).build()[0]
    width = len(modules) + 2 * _QUIET
    bars = "".join(f"M{x} 0h{size}v{_HEIGHT}h-{size}z" for x, size in _bars(modules))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * 2}" height="{_HEIGHT * 2}" '
        f'viewBox="0 0 {width} {_HEIGHT}"><path fill="#fff" d="M0 0h{width}v{_HEIGHT}h-{width}z"/>'
        f'<path d="{bars}"/></svg>'
    )


def _bars(modules: str) -> list[tuple[int, int]]:
    """Where each black bar begins, and how many modules it is wide."""
    bars, x = [], _QUIET
    for black, run in groupby(modules):
        size = len(list(run))
        if black == "1":
            bars.append((x, size))
        x += size
    return bars
