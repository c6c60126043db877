"""`lienthong stats report|verify|rebuild`: read the figures, prove them, count them again."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.ops.cli import stats_accounts
from services.ops.cli.stats_asking import answered, asked_days, settings_of
from services.ops.cli.stats_benchmarks import benchmarks
from services.ops.cli.stats_measures import measures
from services.ops.cli.stats_obstacles import add_obstacles
from services.ops.cli.stats_papers import add_papers
from services.ops.cli.stats_periods import add_periods
from services.ops.cli.stats_reconcile import reconcile
from services.ops.cli.stats_score import score

if TYPE_CHECKING:
    from services.stats.application.summarise import Summary
    from services.stats.application.verify import Verdict
    from services.stats.domain.papers.asking import Asked, Parameter

app = typer.Typer(
    name="stats", help="Statistics: reports, closed periods, printed figures, proofs", no_args_is_help=True
)
app.command()(reconcile)
app.command()(measures)
app.command()(score)
add_papers(app)
app.command()(benchmarks)
add_periods(app)
add_obstacles(app)
app.add_typer(stats_accounts.app)

_DIFFERENT = 1
_UNDECIDED = 3

Values = Annotated[list[str] | None, typer.Option(help="Repeat it for any of several")]


@app.command()
def report(
    first: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="First day")],
    last: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day, included")],
    agency: Values = None,
    procedure: Values = None,
    tag: Values = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As GET /v1/reports/summary answers")] = False,
) -> None:
    """Print received, resolved and pending dossiers by procedure and tag; an agency covers those below it."""
    from services.stats.domain.papers.asking import AGENCY, FROM, PROCEDURE, TAG, TO  # noqa: PLC0415 see _summary

    wanted = (FROM, TO, AGENCY, PROCEDURE, TAG)
    summary = answered(_summary(wanted, asked_days(wanted, first, last, agency=agency, procedure=procedure, tag=tag)))
    if as_json:
        _print_json(summary)
    else:
        _print_tables(summary)


@app.command()
def verify(
    *, deep: Annotated[bool, typer.Option("--deep", help="Replay the topics too and compare the facts")] = False
) -> None:
    """Count the facts again and compare every counter; exit code 1 when any differs, 3 when events kept coming."""
    verdict = answered(_verified(deep=deep))
    typer.echo(f"{verdict.facts} facts, {verdict.cells} cells, {len(verdict.differences)} differences")
    if not verdict.differences:
        return
    _print_differences(verdict)
    if verdict.moving:
        typer.echo("Events kept coming while counting. Remedy: verify again when it is quiet.", err=True)
        raise typer.Exit(_UNDECIDED)
    raise typer.Exit(_DIFFERENT)


@app.command()
def rebuild() -> None:
    """Replay the topics into a new generation while the old one serves, then swap."""
    number = answered(_rebuilt())
    typer.echo(f"generation {number} is complete")


async def _summary(wanted: "tuple[Parameter, ...]", asked: "Asked") -> "Summary":
    from services.kernel.times import local_day, utc_now  # noqa: PLC0415 keeps `lienthong --help` fast
    from services.stats.application.summarise import summarise  # noqa: PLC0415
    from services.stats.bootstrap.sources import opened_sources  # noqa: PLC0415
    from services.stats.domain.filters import Filters  # noqa: PLC0415

    first, last, agencies = asked.day("from"), asked.day("to"), asked.words("agency")
    filters = Filters(procedures=asked.words("procedure"), tags=asked.words("tag"))
    async with opened_sources(settings_of()) as sources:
        sources.known.check(wanted, asked)
        today = local_day(utc_now())
        return await sources.reports.ask(lambda reader: summarise(reader, first, last, filters, agencies, today))


async def _verified(*, deep: bool) -> "Verdict":
    from services.runtime.collecting import collect_rarely  # noqa: PLC0415 see _summary
    from services.stats.application import verify as verification  # noqa: PLC0415 see _summary
    from services.stats.bootstrap import opened  # noqa: PLC0415

    async with opened(settings_of(), _tell) as stats:
        collect_rarely()
        return await (verification.verify_deep(stats) if deep else verification.verify(stats))


async def _rebuilt() -> int:
    from services.runtime.collecting import collect_rarely  # noqa: PLC0415 see _summary
    from services.runtime.failures import PermanentError  # noqa: PLC0415 see _summary
    from services.stats.application.rebuild import rebuild as rebuild_statistics  # noqa: PLC0415
    from services.stats.bootstrap import opened  # noqa: PLC0415

    async with opened(settings_of()) as stats:
        collect_rarely()
        try:
            return await rebuild_statistics(stats, typer.echo)
        except PermanentError as error:
            typer.echo(f"{error}. Another rebuild began meanwhile and will serve instead.", err=True)
            raise typer.Exit(_DIFFERENT) from error


def _tell(progress: str) -> None:
    """What a command has come to goes where its result does not."""
    typer.echo(progress, err=True)


def _print_json(summary: "Summary") -> None:
    import orjson  # noqa: PLC0415 see _summary

    from services.stats.application.present import present_summary  # noqa: PLC0415

    typer.echo(orjson.dumps(present_summary(summary), option=orjson.OPT_INDENT_2).decode())


def _print_tables(summary: "Summary") -> None:
    rows = [(("", ""), summary.total)]
    rows += [((procedure, ""), figures) for procedure, figures in summary.by_procedure.items()]
    rows += [(("", tag), figures) for tag, figures in summary.by_tag.items()]
    rows += list(summary.by_procedure_and_tag.items())
    headings = (
        "procedure", "tag", "received", "refused", "early", "on time", "late", "withdrawn", "stopped",
        "pending in time", "pending late", "on time %",
    )  # fmt: skip
    cells = [
        (
            procedure or "all",
            tag or "all",
            figures.received,
            figures.refused,
            *figures.resolved.values(),
            figures.pending_in_time,
            figures.pending_late,
            figures.rates["on_time"].value,
        )
        for (procedure, tag), figures in rows
    ]
    _print_table(headings, cells)


def _print_differences(verdict: "Verdict") -> None:
    rows = [(found.counter, found.place, found.expected, found.found) for found in verdict.differences]
    _print_table(("counter", "cell", "recounted", "stored"), rows)


def _print_table(headings: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    from rich import box  # noqa: PLC0415 see _summary
    from rich.table import Table  # noqa: PLC0415

    from services.ops.wide import wide_console  # noqa: PLC0415

    table = Table(*headings, box=box.SIMPLE_HEAD, pad_edge=False)
    for column in table.columns[:2]:
        column.no_wrap = True
    for row in rows:
        table.add_row(*map(str, row))
    wide_console().print(table)
