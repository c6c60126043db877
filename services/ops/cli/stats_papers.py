"""`lienthong stats papers|print`: which reports there are, and any of them in any format."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from services.ops.cli.stats_asking import First, Key, Language, Last, Values, answered, given_of, settings_of, stop

if TYPE_CHECKING:
    from services.stats.application.papers.formats import Format

__all__ = ["add_papers", "print_given"]


def add_papers(app: typer.Typer) -> None:
    """Add the commands to `lienthong stats`."""
    app.command("papers")(papers)
    app.command("print")(print_report)


def papers() -> None:
    """List the reports with their parameters; required ones have a star."""
    from services.ops.papers import listed  # noqa: PLC0415 keeps `lienthong --help` fast

    for paper in answered(listed(settings_of())):
        typer.echo(f"{paper.key}: {paper.title.vi} / {paper.title.en}")
        for one in paper.parameters:
            typer.echo(f"  {one.name}{'*' if one.required else ''} ({one.shape}) {one.meaning}")


def print_report(
    key: Key,
    first: First = None,
    last: Last = None,
    values: Values = None,
    kind: Annotated[
        str | None, typer.Option("--format", help="json, csv, xlsx or html; else by the file's name")
    ] = None,
    language: Language = "vi",
    out: Annotated[Path | None, typer.Option("--out", help="File to write; standard output if absent")] = None,
) -> None:
    """Print a report as JSON, CSV, XLSX or HTML."""
    print_given(key, given_of(first, last, values), kind, language, out)


def print_given(key: str, given: list[tuple[str, str]], kind: str | None, language: str, out: Path | None) -> None:
    """Print what a query has asked for."""
    from services.ops.papers import printed  # noqa: PLC0415 see papers

    wanted = _format(kind, out)
    sheet = answered(printed(settings_of(), key, given, wanted, language))
    if out is None:
        sys.stdout.buffer.write(sheet.body)
        return
    try:
        out.write_bytes(sheet.body)
    except OSError as error:
        stop(f"{out}: {error.strerror}. Remedy: name a file in a folder that can be written")
    typer.echo(f"{out}: {sheet.table.size} rows")


def _format(named: str | None, out: Path | None) -> "Format":
    from services.stats.application.papers.formats import Format  # noqa: PLC0415 see papers

    text = named or (out.suffix.removeprefix(".") if out else "json")
    if text not in set(Format):
        stop(f"no format {text!r}. Remedy: name one of {', '.join(Format)}")
    if text == Format.XLSX and out is None:
        stop("a workbook is no text. Remedy: give --out report.xlsx")
    return Format(text)
