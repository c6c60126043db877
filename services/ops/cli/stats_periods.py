"""`lienthong stats close|restate|periods`: reports frozen with a digest, and what changed since."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.kernel.times import local_day
from services.ops.cli.stats_asking import First, Key, Last, Values, answered, given_of, settings_of

if TYPE_CHECKING:
    from services.stats.application.papers.show_period import Shown
    from services.stats.domain.papers.editions import Edition

__all__ = ["add_periods"]

_TAMPERED = 1
_CHANGED = 4

PeriodName = Annotated[str, typer.Argument(metavar="PERIOD", help="As `lienthong stats periods` names it")]


def add_periods(app: typer.Typer) -> None:
    """Add the commands to `lienthong stats`."""
    app.command()(close)
    app.command()(restate)
    app.command()(periods)


def close(key: Key, first: First = None, last: Last = None, values: Values = None) -> None:
    """Freeze a report of a period that is over; asked again, it is the same edition."""
    from services.ops.periods import closed  # noqa: PLC0415 keeps `lienthong --help` fast

    found = answered(closed(settings_of(), key, given_of(first, last, values)))
    typer.echo(f"{'closed' if found.new else 'was closed before'}: {_head(found.edition)}")


def restate(
    period: PeriodName, reason: Annotated[str, typer.Option(help="Why the figures changed; it names nobody")]
) -> None:
    """Freeze the present figures as a new edition; earlier ones stay."""
    from services.ops.periods import restated  # noqa: PLC0415 see close

    typer.echo(f"restated: {_head(answered(restated(settings_of(), period, reason)))}")


def periods(period: Annotated[str | None, typer.Argument(metavar="[PERIOD]", help="Show one of them")] = None) -> None:
    """List closed periods; of one, what differs now. Exit code 4 when figures changed, 1 when an edition was."""
    from services.ops.periods import kept_heads, shown  # noqa: PLC0415 see close

    if period is None:
        for edition in answered(kept_heads(settings_of())):
            typer.echo(_head(edition))
        return
    _show(answered(shown(settings_of(), period)))


def _show(found: "Shown") -> None:
    for edition in found.editions:
        typer.echo(_head(edition))
    for each in found.differences:
        typer.echo(
            f"{each.section}/{each.row}/{each.column or '*'}: frozen {_said(each.frozen)}, now {_said(each.present)}"
        )
    for wrong in found.wrongs:
        typer.echo(f"{wrong}. Remedy: restore the collection closed_periods from a backup", err=True)
    if found.wrongs:
        raise typer.Exit(_TAMPERED)
    if found.differences:
        raise typer.Exit(_CHANGED)
    typer.echo("unchanged" if found.present else "the report is no longer offered: nothing to compare with")


def _head(edition: "Edition") -> str:
    because = f" ({edition.reason})" if edition.reason else ""
    return f"{edition.period} edition {edition.number} of {local_day(edition.closed_at)} {edition.digest}{because}"


def _said(value: Any) -> str:
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False)
