"""`lienthong contracts export|check|release`: the exported JSON Schemas and the AsyncAPI document."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(name="contracts", help="Exported event schemas: write, compare", no_args_is_help=True)

Folder = Annotated[Path, typer.Option(help="Folder of the exported contracts")]
_FOLDER = Path("docs/contracts")


@app.command()
def export(folder: Folder = _FOLDER) -> None:
    """Write what the models say, and remove what they no longer say."""
    from services import VERSION  # noqa: PLC0415 keeps `lienthong --help` fast
    from services.contracts.schemas import write  # noqa: PLC0415 see above

    typer.echo(f"{write(folder, VERSION)} files are current in {folder}.")


@app.command()
def check(folder: Folder = _FOLDER) -> None:
    """Exit with 1 and name the files that differ from the models."""
    from services import VERSION  # noqa: PLC0415 see export
    from services.contracts.schemas import differences  # noqa: PLC0415 see export

    stale = differences(folder, VERSION)
    for name in stale:
        typer.echo(f"{folder / name}: differs from the models. Remedy: make contracts, and read the change.", err=True)
    if stale:
        raise typer.Exit(1)
    typer.echo(f"{folder} is what the models export.")


@app.command()
def release(folder: Folder = _FOLDER) -> None:
    """Freeze today's schemas as the baseline of this version: from then on they may only grow."""
    import orjson  # noqa: PLC0415 see export

    from services import VERSION  # noqa: PLC0415 see export
    from services.contracts.events import EVENT_TYPES  # noqa: PLC0415 see export
    from services.contracts.schemas import schema_of  # noqa: PLC0415 see export

    target = folder / "released" / f"{VERSION}.json"
    if target.exists():
        typer.echo(f"{target} exists. Remedy: raise the version in pyproject.toml first.", err=True)
        raise typer.Exit(1)
    target.parent.mkdir(parents=True, exist_ok=True)
    schemas = {event.name: schema_of(event) for event in EVENT_TYPES}
    target.write_bytes(orjson.dumps(schemas, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE))
    typer.echo(f"{target}: {len(schemas)} types.")
