"""`lienthong scenario run|list`: replay any article's scenario and compare its figures."""

from typing import Annotated

import typer

from services.ops.cli.demo import Scale, TargetUrls

app = typer.Typer(name="scenario", help="Replay an article's figures", no_args_is_help=True)

_CONFIGURATION = 2


@app.command()
def run(
    scenario: Annotated[str, typer.Argument(metavar="FILE|NAME", help="A file, or a name as in deploy/scenarios")],
    scale: Scale = 100,
    variant: Annotated[str | None, typer.Option(help="Where the article leaves something open: the reading")] = None,
    target: TargetUrls = None,
) -> None:
    """Replay on a fresh embedded platform or on running services; exit code 0 only if every figure was right."""
    from services.kernel.catalogue import CatalogueError  # noqa: PLC0415 keeps `lienthong --help` fast
    from services.ops.fresh import run_fresh, run_on_target  # noqa: PLC0415 see above
    from services.ops.scenario.prepared import prepare  # noqa: PLC0415 see above
    from services.ops.scenario.run import work_of  # noqa: PLC0415 see above
    from services.ops.scenario.sending import ReplayError  # noqa: PLC0415 see above

    try:
        work = work_of(prepare(scenario, scale, variant))
    except (CatalogueError, ReplayError, OSError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(_CONFIGURATION) from None
    raise typer.Exit(run_on_target(target, None, work) if target else run_fresh(work, once=True))


@app.command(name="list")
def list_scenarios() -> None:
    """Name the scenarios that come with the project."""
    from services.ops.scenario.prepared import FOLDER  # noqa: PLC0415 see run

    for file in sorted(FOLDER.glob("s*.yaml")):
        typer.echo(file.stem)
