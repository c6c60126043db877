"""`lienthong clock explain CODE`: how a due date came about, span by span."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from services.ops.clock.explanation import Explanation
    from services.ops.clock.reading import Installation

app = typer.Typer(name="clock", help="Working time: how due dates came about", no_args_is_help=True)

_FAILED = 2

Code = Annotated[str, typer.Argument(help="Code of the dossier")]
StoreUrl = Annotated[str, typer.Option(envvar="LIENTHONG_STORE_URL", help="Store of the platform", show_envvar=True)]
Namespace = Annotated[str, typer.Option(envvar="LIENTHONG_NAMESPACE", help="Prefix of databases; empty in production")]
CatalogueDir = Annotated[
    Path, typer.Option(envvar="LIENTHONG_CATALOGUE_DIR", help="Folder with the catalogue's YAML files")
]
Language = Annotated[str, typer.Option("--lang", help="vi or en")]
At = Annotated[
    datetime | None, typer.Option("--at", formats=["%Y-%m-%dT%H:%M"], help="As of this time in Viet Nam; now if absent")
]


@app.callback()
def clock() -> None:
    """Working time: how due dates came about."""


@app.command()
def explain(
    code: Code,
    store_url: StoreUrl,
    namespace: Namespace = "",
    catalogue_dir: CatalogueDir = Path("deploy/catalogue"),
    language: Language = "vi",
    at: At = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON")] = False,
) -> None:
    """Print the clocks of a dossier and its legs: days counted, days off, pauses, due times, whose time was used."""
    from services.ops.clock.reading import Installation  # noqa: PLC0415 keeps `lienthong --help` fast
    from services.ops.clock.words import LANGUAGES  # noqa: PLC0415 see above

    if language not in LANGUAGES:
        raise typer.BadParameter(f"use one of: {', '.join(LANGUAGES)}", param_hint="--lang")
    found = _explained(Installation(store_url, namespace, catalogue_dir), code, at)
    typer.echo(_json(found) if as_json else _text(found, language))


def _explained(place: "Installation", code: str, at: datetime | None) -> "Explanation":
    from services.kernel.times import VIETNAM, utc_now  # noqa: PLC0415 see explain
    from services.ops.clock.reading import UnknownDossier, explain_stored  # noqa: PLC0415 see explain
    from services.runtime.failures import TransientError  # noqa: PLC0415 see explain

    now = at.replace(tzinfo=VIETNAM) if at else utc_now()
    try:
        return asyncio.run(explain_stored(place, code, now))
    except UnknownDossier:
        typer.echo(f"error: no dossier {code} here. Remedy: check the code, the store and the namespace", err=True)
    except (LookupError, TransientError) as error:
        typer.echo(f"error: {error}", err=True)
    raise typer.Exit(_FAILED)


def _text(found: "Explanation", language: str) -> str:
    from services.ops.clock.text import text_of  # noqa: PLC0415 see explain

    return text_of(found, language)


def _json(found: "Explanation") -> str:
    import orjson  # noqa: PLC0415 see explain

    from services.ops.clock.as_json import json_of  # noqa: PLC0415 see explain

    return orjson.dumps(json_of(found), option=orjson.OPT_INDENT_2).decode()
