"""All routes of several legs as pictures, and a page that shows them; the same catalogue gives the same files."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue, Procedure
from services.ops.pictures.sheet import route_sheet
from services.ops.pictures.svg import route_svg
from services.ops.pictures.text import route_text
from services.ops.pictures.words import WORDS

__all__ = ["write_album"]

_HEAD = """# Routes

The routes of several legs in the shipped catalogue, drawn by `lienthong catalogue pictures docs`. A card is a leg; its
border is broken when not every dossier has it; a white card is outside the dossier's clock. `∧` waits for all branches,
`∨` for the first. One route as it holds for one agency: `lienthong catalogue route 1.012753 --svg --agency H90.01`.
"""


@dataclass(frozen=True, slots=True)
class _Page:
    """`place` is where a local variant holds, None for the national rule."""

    procedure: Procedure
    place: AgencyCode | None

    @property
    def name(self) -> str:
        return f"{self.procedure.ref}{f'-{self.place}' if self.place else ''}"


def write_album(catalogue: Catalogue, out: Path) -> int:
    """Writes `routes.md` and `routes/*.svg`; returns how many pictures."""
    (out / "routes").mkdir(parents=True, exist_ok=True)
    pages = list(_pages(catalogue))
    for page in pages:
        for language in WORDS:
            sheet = route_sheet(catalogue, page.procedure, None, date.min, language)
            (out / "routes" / f"{page.name}.{language}.svg").write_text(route_svg(sheet), "utf-8")
    (out / "routes.md").write_text(_HEAD + "".join(_section(catalogue, page) for page in pages), "utf-8")
    return len(pages) * len(WORDS)


def _pages(catalogue: Catalogue) -> Iterator[_Page]:
    for ref, national in catalogue.procedures.items():
        variants = catalogue.local.get(ref, {}).items()
        own = [_Page(variant, place) for place, variant in variants if variant.legs != national.legs]
        yield from (page for page in [_Page(national, None), *own] if len(page.procedure.legs) > 1)


def _section(catalogue: Catalogue, page: _Page) -> str:
    sheet = route_sheet(catalogue, page.procedure, None, date.min, "en")
    where = f", in {page.place}" if page.place else ""
    text = "\n".join(route_text(sheet)[1:])
    pictures = " ".join(f"[{language}](routes/{page.name}.{language}.svg)" for language in WORDS)
    image = f"![{sheet.title}{where}](routes/{page.name}.en.svg)"
    return f"\n## {sheet.ref} {sheet.title}{where}\n\n{image}\n\nPictures: {pictures}\n\n```text\n{text}\n```\n"
