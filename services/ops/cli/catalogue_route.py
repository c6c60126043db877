"""`lienthong catalogue route|pictures`: routes as text and as pictures."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from services.ops.cli.catalogue_folder import DEFAULT_FOLDER, Day, Folder, day_of, read_folder

if TYPE_CHECKING:
    from services.kernel.agency_code import AgencyCode
    from services.kernel.catalogue import Catalogue, Procedure
    from services.ops.pictures.words import Language

__all__ = ["pictures", "route"]

_USAGE = 2
Words = Annotated[str, typer.Option("--lang", help="vi or en")]


def route(
    code: Annotated[str, typer.Argument(help="A procedure, as code or code@version")],
    folder: Folder = DEFAULT_FOLDER,
    day: Day = None,
    language: Words = "vi",
    agency: Annotated[
        str | None, typer.Option(help="As it holds for what is filed here, with who does each leg")
    ] = None,
    *,
    svg: Annotated[bool, typer.Option("--svg", help="Print a picture instead of text")] = False,
) -> None:
    """Show the route of a procedure: legs, branches, joins, conditions, hours, agencies; exit code 2 if unknown."""
    from services.kernel.agency_code import AgencyCode  # noqa: PLC0415 keeps `lienthong --help` fast
    from services.ops.pictures.sheet import route_sheet  # noqa: PLC0415 see above
    from services.ops.pictures.svg import route_svg  # noqa: PLC0415 see above
    from services.ops.pictures.text import route_text  # noqa: PLC0415 see above

    catalogue, on = read_folder(folder), day_of(day)
    filed_at = AgencyCode(agency) if agency else None
    procedure = _find(catalogue, code, on, filed_at)
    sheet = route_sheet(catalogue, procedure, filed_at, on, _language(language))
    if svg:
        typer.echo(route_svg(sheet), nl=False)
        return
    for line in [*route_text(sheet), *([] if filed_at else _gaps(catalogue, procedure, sheet.language))]:
        typer.echo(line)


def pictures(
    out: Annotated[Path, typer.Argument(help="Folder for routes.md and routes/")],
    folder: Folder = DEFAULT_FOLDER,
) -> None:
    """Draw every route of several legs, in both languages, with a page that shows them."""
    from services.ops.pictures.album import write_album  # noqa: PLC0415 see route

    typer.echo(f"{write_album(read_folder(folder), out)} pictures in {out}.")


def _find(catalogue: "Catalogue", code: str, on: date, agency: "AgencyCode | None") -> "Procedure":
    from services.kernel.catalogue import UnknownAgency, UnknownProcedure  # noqa: PLC0415 see route

    try:
        procedure = catalogue.procedure(code) if "@" in code else catalogue.procedure_on(code, on)
        return catalogue.procedure_at(procedure.ref, catalogue.agency(agency).code) if agency else procedure
    except UnknownProcedure:
        typer.echo(f"No procedure {code}. Remedy: see `lienthong catalogue list`.", err=True)
    except UnknownAgency:
        typer.echo(f"No agency {agency}. Remedy: correct its code.", err=True)
    raise typer.Exit(_USAGE)


def _language(text: str) -> "Language":
    from services.ops.pictures.words import WORDS  # noqa: PLC0415 see route

    if text not in WORDS:
        typer.echo(f"No language {text!r}. Remedy: use one of {', '.join(WORDS)}.", err=True)
        raise typer.Exit(_USAGE)
    return text


def _gaps(catalogue: "Catalogue", procedure: "Procedure", language: "Language") -> list[str]:
    from services.kernel.catalogue.route_gaps import route_gaps  # noqa: PLC0415 see route
    from services.ops.pictures.words import WORDS  # noqa: PLC0415 see route

    missing = Counter(gap.leg for gap in route_gaps(catalogue, procedure))
    words = WORDS[language]
    return [words["gap"].format(count=count, leg=leg) for leg, count in missing.items()] or [words["complete"]]
