"""`lienthong stats measures`: figures of desks, legs or messages, with their rates."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from services.ops.cli.stats_asking import Language, answered, asked_days, settings_of

if TYPE_CHECKING:
    from services.stats.domain.papers.asking import Asked
    from services.stats.domain.papers.table import Table

__all__ = ["measures"]

_FIGURES = 9
_NAME = 32
"""Figures in one line, and characters of a name: more would not fit a terminal."""

Values = Annotated[list[str] | None, typer.Option(help="Repeat it for any of several; it covers all below it")]
About = Annotated[Literal["desk", "legs", "messages"], typer.Argument(metavar="desk|legs|messages")]


def measures(
    about: About,
    first: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="First day")],
    last: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day, included")],
    agency: Values = None,
    *,
    language: Language = "vi",
    as_json: Annotated[bool, typer.Option("--json", help="As GET /v1/measures answers")] = False,
) -> None:
    """Print one table for each kind of thing, a row for each agency; `stats print` has each in other formats."""
    from services.stats.domain.papers.asking import AGENCY, FROM, TO  # noqa: PLC0415 keeps `lienthong --help` fast

    asked = asked_days((FROM, TO, AGENCY), first, last, agency=agency)
    agencies = asked.words(AGENCY.name)
    tables = answered(_read(about, asked))
    if not as_json:
        _print(tables, language)
        return
    import orjson  # noqa: PLC0415 see above

    from services.stats.application.measures.present_measures import present_measures  # noqa: PLC0415

    shown = present_measures(tables, first.date(), last.date(), agencies)
    typer.echo(orjson.dumps(shown, option=orjson.OPT_INDENT_2).decode())


async def _read(about: str, asked: "Asked") -> "list[Table]":
    from services.stats.application.measures.present_measures import read_tables  # noqa: PLC0415 see measures
    from services.stats.bootstrap.sources import opened_sources  # noqa: PLC0415
    from services.stats.domain.papers.asking import AGENCY, FROM, TO  # noqa: PLC0415

    days, agencies = (asked.day(FROM.name), asked.day(TO.name)), asked.words(AGENCY.name)
    async with opened_sources(settings_of()) as sources:
        sources.known.check((AGENCY,), asked)
        return await sources.reports.ask(lambda reader: read_tables(reader, about, *days, agencies, sources.catalogue))


def _print(tables: "list[Table]", language: str) -> None:
    from services.ops.wide import wide_console  # noqa: PLC0415 see measures

    console = wide_console()
    for table in tables:
        figures = range(1, len(table.columns))
        parts = -(-len(figures) // _FIGURES)
        size = -(-len(figures) // parts)
        for start in range(0, len(figures), size):
            console.print(_part(table, figures[start : start + size], language))


def _part(table: "Table", places: range, language: str) -> Any:
    """Return so many figures as fit beside each other, with the subject before them."""
    from rich import box  # noqa: PLC0415 see measures
    from rich.table import Column  # noqa: PLC0415
    from rich.table import Table as Printed  # noqa: PLC0415

    heads = []
    for column in (table.columns[place] for place in places):
        group = column.group.in_language(language) if column.group else ""
        heads.append(Column(f"{group} {column.title.in_language(language)}".strip(), justify="right"))
    subject = table.columns[0].title.in_language(language)
    code = Column("", no_wrap=True)
    printed = Printed(
        code,
        Column(subject, no_wrap=True, max_width=_NAME),
        *heads,
        title=table.title.in_language(language),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
    )
    for row in (row for section in table.sections for row in section.rows):
        name = _text(row.cells[0], language)
        shown = ("", name) if row.total else (row.key, "" if name == row.key else name)
        printed.add_row(*shown, *(_text(row.cells[place], language) for place in places))
    return printed


def _text(cell: Any, language: str) -> str:
    from services.stats.domain.papers.table import AtMost, Mark, Text  # noqa: PLC0415 see measures
    from services.stats.domain.rates import NOT_APPLICABLE, Rate, Unit  # noqa: PLC0415

    match cell:
        case Rate(value=value) if value == NOT_APPLICABLE:
            return "-"
        case Rate():
            return f"{cell.value}%" if cell.unit is Unit.PERCENT else cell.value
        case AtMost():
            return f"≤ {cell.value}"
        case Text():
            return cell.in_language(language)
        case Mark():
            return "-" if cell is Mark.NOT_APPLICABLE else "?"
        case _:
            return str(cell)
