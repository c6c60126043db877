"""`lienthong intake exchange export|import`: sync messages for and from the national portal, as files in a folder."""

import asyncio
from collections.abc import Coroutine
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from services.intake.application.exchange.import_messages import Imported

app = typer.Typer(name="exchange", help="Sync messages of the national portal", no_args_is_help=True)
T = TypeVar("T")

_REJECTED = 1
_FAILED = 2
Folder = Annotated[Path, typer.Argument(help="Folder of the messages; it will hold names of people", file_okay=False)]


@app.command()
def export(
    folder: Folder,
    code: Annotated[list[str] | None, typer.Option(help="A dossier; repeat it for several")] = None,
    agency: Annotated[str | None, typer.Option(help="Every dossier that it received on --day")] = None,
    day: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of filing in Viet Nam")] = None,
) -> None:
    """Leave a message for each dossier; store and keys come from the environment."""
    if bool(agency) != bool(day):
        raise typer.BadParameter("give --agency and --day together")
    typer.echo(f"{_run(_exported(folder, code or [], agency, day))} messages")


@app.command(name="import")
def import_(folder: Folder) -> None:
    """Take over messages; they move to done/ or rejected/. Exit code 1 when any was rejected."""
    imported = _run(_imported(folder))
    typer.echo(f"{imported.accepted} accepted, {imported.rejected} rejected")
    if imported.rejected:
        raise typer.Exit(_REJECTED)


async def _exported(folder: Path, codes: list[str], agency: str | None, day: datetime | None) -> int:
    from services.kernel.agency_code import parse_agency_code  # noqa: PLC0415 keeps `lienthong --help` fast
    from services.ops.exchange import ExchangeSettings, opened  # noqa: PLC0415 see above
    from services.runtime.settings import load_settings  # noqa: PLC0415 see above

    async with opened(load_settings(ExchangeSettings), folder) as exchange:
        of_day = await exchange.codes_of(parse_agency_code(agency), day.date()) if agency and day else ()
        return await exchange.export([*codes, *of_day])


async def _imported(folder: Path) -> "Imported":
    from services.ops.exchange import ExchangeSettings, opened  # noqa: PLC0415 see _exported
    from services.runtime.settings import load_settings  # noqa: PLC0415 see _exported

    async with opened(load_settings(ExchangeSettings), folder) as exchange:
        return await exchange.take()


def _run(work: Coroutine[Any, Any, T]) -> T:
    from services.kernel.code_error import CodeError  # noqa: PLC0415 see _exported
    from services.runtime.failures import PermanentError, TransientError  # noqa: PLC0415 see _exported

    try:
        return asyncio.run(work)
    except (CodeError, OSError, PermanentError, TransientError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(_FAILED) from None
