"""A form as it is printed, without saying by what: plain text in blocks, the same for PDF and HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = ["Align", "Block", "Cells", "Facts", "Letterhead", "Listing", "Paper", "SignatureBox", "Text"]

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who sends it: `above` is the authority above the agency, `number` the serial number as printed."""

    agency: str
    unit: str
    dated: str
    above: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph."""

    text: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with values; `title` stands above them."""

    rows: tuple[tuple[str, str], ...]
    title: str = ""
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Listing:
    """Numbered lines."""

    title: str
    items: tuple[str, ...]
    kind: Literal["listing"] = "listing"


@dataclass(frozen=True, slots=True)
class Cells:
    """A table; `widths` are shares of the page's width, one per column as `headings` and `aligns`."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    aligns: tuple[Align, ...]
    title: str = ""
    kind: Literal["cells"] = "cells"


Block = Text | Facts | Listing | Cells


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """Who signs; `note` says how, `signed` what is recorded of it, `name` whose signature it is."""

    title: str
    note: str
    signed: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """`form` is its number in the rules of the day; `link` is what the QR code opens, `code` what the barcode says.

    `note` stands in small type at the end.
    """

    form: str
    title: str
    letterhead: Letterhead
    blocks: Sequence[Block]
    signatures: tuple[SignatureBox, ...] = ()
    subtitle: str = ""
    code: str | None = None
    link: str | None = None
    landscape: bool = False
    note: str = ""
