"""`lienthong stats obstacles list|add`: what hindered desks in a week."""

from typing import Annotated

import typer

from services.ops.cli.stats_asking import answered, settings_of

__all__ = ["add_obstacles"]

Week = Annotated[str | None, typer.Option(metavar="YYYY-Www", help="ISO week; this one if absent")]


def add_obstacles(app: typer.Typer) -> None:
    """Add the commands to `lienthong stats`."""
    commands = typer.Typer(no_args_is_help=True, help="Obstacles that desks tell of, by the ISO week.")
    commands.command("list")(show)
    commands.command("add")(add)
    app.add_typer(commands, name="obstacles")


def show(
    week: Week = None,
    agency: Annotated[list[str] | None, typer.Option(help="Only at this one and below; repeat it")] = None,
) -> None:
    """List the obstacles of a week: week, agency, kind, field and text, separated by tabs."""
    from services.ops.obstacles import listed  # noqa: PLC0415 keeps `lienthong --help` fast

    for each in answered(listed(settings_of(), week, agency or ())):
        said = each.report
        words = " ".join(said.text.split())
        typer.echo("\t".join((said.week.name, said.agency, said.category, said.field or "-", words)))


def add(
    agency: Annotated[str, typer.Option(help="Code of the agency")],
    category: Annotated[str, typer.Option(help="A word of the catalogue's obstacles")],
    text: Annotated[str, typer.Option(help="It names nobody; what looks like a phone or identity number is refused")],
    field: Annotated[str | None, typer.Option(help="A field of the catalogue; none: no single one")] = None,
    week: Week = None,
) -> None:
    """Tell of an obstacle. Exit code 2 with what is wrong when it is refused."""
    from services.ops.obstacles import Told, told  # noqa: PLC0415 see show
    from services.stats.domain.obstacles.obstacle import TEXT_LENGTH  # noqa: PLC0415 see show

    if not 0 < len(text.strip()) <= TEXT_LENGTH:
        message = f"1 to {TEXT_LENGTH} characters"
        raise typer.BadParameter(message, param_hint="--text")
    made = answered(told(settings_of(), Told(agency, category, text, field, week)))
    typer.echo(f"told: {made.id} ({made.report.week.name}, {made.report.agency})")
