"""What the commands about the catalogue share: where it is, as on which day, and how its mistakes are told."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from services.kernel.catalogue import Catalogue

__all__ = ["DEFAULT_FOLDER", "Day", "Folder", "day_of", "read_folder"]

Folder = Annotated[
    Path, typer.Option("--dir", envvar="LIENTHONG_CATALOGUE_DIR", help="Folder with the YAML files", show_envvar=True)
]
Day = Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="As on this day; today by default")]
DEFAULT_FOLDER: Final = Path("deploy/catalogue")
_CONFIGURATION: Final = 2


def read_folder(folder: Path) -> "Catalogue":
    """Ends with exit code 2, with file, line and remedy of each mistake."""
    from services.kernel.catalogue import CatalogueError  # noqa: PLC0415 keeps `lienthong --help` fast
    from services.runtime.catalogue import read_catalogue  # noqa: PLC0415 see above

    try:
        return read_catalogue(folder)
    except (CatalogueError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(_CONFIGURATION) from None


def day_of(moment: datetime | None) -> date:
    from services.kernel.times import local_day, utc_now  # noqa: PLC0415 see read_folder

    return moment.date() if moment else local_day(utc_now())
