"""`lienthong stats papers|print`: which reports there are, and any of them in any format."""

import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from services.runtime.failures import PermanentError
    from services.stats.application.papers.formats import Format
    from services.stats.domain.papers.asking import AskedError

__all__ = ["First", "Key", "Last", "Values", "add_papers", "answered", "given_of", "print_given", "settings_of"]

_WRONG = 2
R = TypeVar("R")

Key = Annotated[str, typer.Argument(metavar="REPORT", help="Its key, as in `lienthong stats papers`")]
First = Annotated[str | None, typer.Option("--from", metavar="YYYY-MM-DD", help="First day")]
Last = Annotated[str | None, typer.Option("--to", metavar="YYYY-MM-DD", help="Last day, included")]
Values = Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Any other parameter; repeat it")]


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
    language: Annotated[str, typer.Option("--lang", help="vi or en")] = "vi",
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
    out.write_bytes(sheet.body)
    typer.echo(f"{out}: {sheet.table.size} rows")


def given_of(first: str | None, last: str | None, values: list[str] | None) -> list[tuple[str, str]]:
    """Return names and values as a query has them; exits with what is wrong."""
    named = [("from", first), ("to", last)]
    given = [(name, text) for name, text in named if text is not None]
    for value in values or ():
        name, equals, text = value.partition("=")
        if not equals:
            _stop("--set takes NAME=VALUE. Remedy: for example --set agency=H90.20")
        given.append((name, text))
    return given


def answered(work: Coroutine[Any, Any, R]) -> R:
    """Run it; exits with the error and its remedy where the question or the store is wrong."""
    from services.ops.papers import UnknownPaperError  # noqa: PLC0415 see papers
    from services.runtime.failures import PermanentError, TransientError  # noqa: PLC0415 see papers
    from services.stats.domain.papers.asking import AskedError  # noqa: PLC0415 see papers

    try:
        return asyncio.run(work)
    except AskedError as error:
        _stop(_told(error))
    except PermanentError as error:
        _stop(_refusal(error))
    except UnknownPaperError as error:
        _stop(str(error))
    except TransientError as error:
        _stop(f"{error}. Remedy: try again when store and statistics are up")


def _told(error: "AskedError") -> str:
    return f"{error}. Remedy: `lienthong stats papers` lists the parameters and how each is written"


def _refusal(error: "PermanentError") -> str:
    """Return the words that the refusal has over HTTP."""
    from services.runtime.problems import body_of, from_permanent  # noqa: PLC0415 see papers

    body = body_of(from_permanent(error), "en")
    return f"{error.reason}: {body['title']}. Remedy: {body['detail']}"


def _format(named: str | None, out: Path | None) -> "Format":
    from services.stats.application.papers.formats import Format  # noqa: PLC0415 see papers

    text = named or (out.suffix.removeprefix(".") if out else "json")
    if text not in set(Format):
        _stop(f"no format {text!r}. Remedy: name one of {', '.join(Format)}")
    if text == Format.XLSX and out is None:
        _stop("a workbook is no text. Remedy: give --out report.xlsx")
    return Format(text)


def _stop(message: str) -> NoReturn:
    typer.echo(f"error: {message}", err=True)
    raise typer.Exit(_WRONG)


def settings_of() -> Any:
    """Return what operators' commands need of the environment."""
    from services.runtime.settings import load_settings  # noqa: PLC0415 see papers
    from services.stats.settings import OperatorSettings  # noqa: PLC0415 see papers

    return load_settings(OperatorSettings)
