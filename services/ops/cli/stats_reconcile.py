"""`lienthong stats reconcile`: printed figures beside computed ones, with the gap and what explains it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from services.ops.cli.catalogue_folder import DEFAULT_FOLDER, Folder
from services.ops.cli.stats_asking import answered, settings_of, unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.stats.domain.reconcile.printed import PrintedFigures
    from services.stats.domain.reconcile.reconciled import Reconciled
    from services.stats.domain.reconcile.values import Inquiry

_CONFIGURATION = 2
_DIFFERENT = 1


def reconcile(
    data: Annotated[Path, typer.Argument(metavar="DATA.yaml", help="Figures: deploy/scenarios/golden.yaml is one")],
    folder: Folder = DEFAULT_FOLDER,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, every number as text")] = False,
) -> None:
    """Set printed figures beside computed ones; name gap, base and rounding under which they agree.

    Exit code 1 when a figure disagrees and the file does not record that, or anything recorded comes out otherwise.
    """
    from services.kernel.catalogue import CatalogueError  # noqa: PLC0415 keeps `lienthong --help` fast
    from services.stats.domain.reconcile.printed import NoAnswerError  # noqa: PLC0415 see above

    try:
        found = answered(_reconciled(_read(data, folder), folder))
    except (OSError, UnicodeDecodeError) as error:
        unreadable(data, error)
    except (CatalogueError, NoAnswerError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(_CONFIGURATION) from None
    _print(found, as_json=as_json)
    if any(each.surprises for each in found):
        raise typer.Exit(_DIFFERENT)


def _read(data: Path, folder: Path) -> "PrintedFigures":
    from services.stats.adapters.declared import read_attributes  # noqa: PLC0415 see reconcile
    from services.stats.adapters.reconcile.read_printed import read_printed  # noqa: PLC0415 see reconcile

    return read_printed(data, lambda: read_attributes(str(folder)))


async def _reconciled(printed: "PrintedFigures", folder: Path) -> "list[Reconciled]":
    from services.runtime.catalogue import read_catalogue  # noqa: PLC0415 see reconcile
    from services.stats.application.reconcile.answers import answer_from_catalogue  # noqa: PLC0415 see reconcile
    from services.stats.domain.reconcile.printed import reconcile_printed  # noqa: PLC0415 see reconcile

    questions = printed.questions
    counts = answer_from_catalogue(questions, read_catalogue(folder)) if questions else {}
    if questions.keys() - counts.keys():
        counts |= await _counted(questions)
    return reconcile_printed(printed, counts)


async def _counted(questions: "Mapping[str, Inquiry]") -> dict[str, int]:
    """Only questions about dossiers need a store."""
    from services.stats.application.reading import Reports  # noqa: PLC0415 see reconcile
    from services.stats.application.reconcile.answers import answer_from_counters  # noqa: PLC0415 see reconcile
    from services.stats.bootstrap import opened  # noqa: PLC0415 see reconcile

    async with opened(settings_of()) as stats:
        await stats.ensured()
        return await answer_from_counters(questions, Reports(stats.generations, stats.ledger))


def _print(found: "list[Reconciled]", *, as_json: bool) -> None:
    import orjson  # noqa: PLC0415 see reconcile

    from services.ops.reconcile.table import show_reconciled  # noqa: PLC0415 see reconcile
    from services.ops.wide import wide_console  # noqa: PLC0415 see reconcile
    from services.stats.application.reconcile.present import present_reconciled  # noqa: PLC0415 see reconcile

    if as_json:
        typer.echo(orjson.dumps(present_reconciled(found), option=orjson.OPT_INDENT_2).decode())
        return
    show_reconciled(wide_console(), found)
