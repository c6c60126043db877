"""What the commands of `lienthong stats` ask, and how each tells that it could not be answered: exit code 2."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, NoReturn, TypeVar

import typer

from services.stats.domain.papers.askable import EARLIEST, LATEST, LONGEST_YEARS

if TYPE_CHECKING:
    from datetime import datetime

    from services.runtime.failures import PermanentError
    from services.stats.domain.papers.asking import Asked, AskedError, Parameter

__all__ = [
    "First",
    "Key",
    "Language",
    "Last",
    "Values",
    "answered",
    "asked_days",
    "given_of",
    "settings_of",
    "stop",
    "unreadable",
]

_WRONG = 2
R = TypeVar("R")

Key = Annotated[str, typer.Argument(metavar="REPORT", help="Its key, as in `lienthong stats papers`")]
First = Annotated[str | None, typer.Option("--from", metavar="YYYY-MM-DD", help="First day")]
Last = Annotated[str | None, typer.Option("--to", metavar="YYYY-MM-DD", help="Last day, included")]
Values = Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Any other parameter; repeat it")]
Language = Annotated[Literal["vi", "en"], typer.Option("--lang", help="vi or en")]

_SEE: Final = "`lienthong stats papers` lists the parameters and how each is written"
_MEANINGS: Final = {
    "before_from": "the last day is before the first. Remedy: exchange them",
    "before_from_week": "the last week is before the first. Remedy: exchange them",
    "out_of_range": f"is no day of a report. Remedy: name a day from {EARLIEST} to {LATEST}",
    "too_long_after": f"the period is too long. Remedy: ask for less than {LONGEST_YEARS + 1} calendar years",
    "missing": "is missing. Remedy: give it",
    "not_a_parameter": f"is no parameter of this report. Remedy: {_SEE}",
    "not_an_agency_code": "is no agency's code. Remedy: write it as H90 or H90.20",
    "unknown": f"is not known. Remedy: `lienthong catalogue list` has the codes; {_SEE}",
}


def given_of(first: str | None, last: str | None, values: list[str] | None) -> list[tuple[str, str]]:
    """Return names and values as a query has them; exits with what is wrong."""
    named = [("from", first), ("to", last)]
    given = [(name, text) for name, text in named if text is not None]
    for value in values or ():
        name, equals, text = value.partition("=")
        if not equals:
            stop("--set takes NAME=VALUE. Remedy: for example --set agency=H90.20")
        given.append((name, text))
    return given


def asked_days(
    parameters: "tuple[Parameter, ...]", first: "datetime", last: "datetime", **named: list[str] | None
) -> "Asked":
    """Return what the same question is over HTTP; exits with what is wrong."""
    from services.stats.domain.papers.asking import AskedError, read_asked  # noqa: PLC0415 see answered

    given = [("from", first.date().isoformat()), ("to", last.date().isoformat())]
    given += [(name, text) for name, texts in named.items() for text in texts or ()]
    try:
        return read_asked(parameters, given)
    except AskedError as error:
        stop(_told(error))


def answered(work: Coroutine[Any, Any, R]) -> R:
    """Run it; exits with the error and its remedy where the question, the store or the broker is wrong."""
    from services.kernel.catalogue import CatalogueError  # noqa: PLC0415 keeps `lienthong --help` fast
    from services.ops.papers import UnknownPaperError  # noqa: PLC0415
    from services.runtime.failures import PermanentError, TransientError  # noqa: PLC0415
    from services.stats.domain.papers.asking import AskedError  # noqa: PLC0415

    try:
        return asyncio.run(work)
    except AskedError as error:
        stop(_told(error))
    except PermanentError as error:
        stop(_refusal(error))
    except (CatalogueError, OSError, UnknownPaperError) as error:
        stop(str(error))
    except TransientError as error:
        stop(f"{error}. Remedy: see that store and broker are up where the environment says, then try again")


def stop(message: str) -> NoReturn:
    typer.echo(f"error: {message}", err=True)
    raise typer.Exit(_WRONG)


def unreadable(file: Path, error: OSError | UnicodeDecodeError) -> NoReturn:
    """Exit for a file that was named and cannot be read, or for another one that it needs."""
    name, why = (error.filename or file, error.strerror) if isinstance(error, OSError) else (file, "is not UTF-8")
    stop(f"{name}: {why}. Remedy: name a file of YAML in UTF-8 that can be read")


def settings_of() -> Any:
    """Return what operators' commands need of the environment."""
    from services.runtime.settings import load_settings  # noqa: PLC0415 see answered
    from services.stats.settings import OperatorSettings  # noqa: PLC0415 see answered

    return load_settings(OperatorSettings)


def _told(error: "AskedError") -> str:
    return "\nerror: ".join(
        f"{name}: {_MEANINGS.get(reason, f'{reason}. Remedy: {_SEE}')}" for name, reason in error.errors
    )


def _refusal(error: "PermanentError") -> str:
    """Return the words that the refusal has over HTTP; what only operators meet says its remedy itself."""
    from services.runtime.problems import body_of, from_permanent  # noqa: PLC0415 see answered

    if "remedy" in error.fields:
        told = " ".join(f"{name}={value}" for name, value in error.fields.items() if name != "remedy")
        return f"{error.reason} {told}. Remedy: {error.fields['remedy']}"
    body = body_of(from_permanent(error), "en")
    return f"{error.reason}: {body['title']}. Remedy: {body['detail']}"
