"""`lienthong intake numbers audit`: what became of every number of a day."""

import asyncio
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from services.intake.application.numbers.audit_numbers import BookAudit
    from services.intake.domain.numbers.account import Account, Span
    from services.ops.numbers import IntakeStore

app = typer.Typer(name="numbers", help="Numbers of dossiers", no_args_is_help=True)

_UNEXPLAINED = 1

StoreUrl = Annotated[str, typer.Option(envvar="LIENTHONG_STORE_URL", help="Store of the platform", show_envvar=True)]
Namespace = Annotated[str, typer.Option(envvar="LIENTHONG_NAMESPACE", help="Prefix of databases; empty in production")]
CatalogueDir = Annotated[
    Path, typer.Option(envvar="LIENTHONG_CATALOGUE_DIR", help="Folder with the catalogue's YAML files")
]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of filing in Viet Nam; today if absent")]


@app.callback()
def numbers() -> None:
    """Numbers of dossiers."""


@app.command()
def audit(
    store_url: StoreUrl,
    namespace: Namespace = "",
    catalogue_dir: CatalogueDir = Path("deploy/catalogue"),
    agency: Annotated[str | None, typer.Option(help="One receiving agency; all of them if absent")] = None,
    day: Day = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON")] = False,
) -> None:
    """List every gap in a day's numbers with its reason; exit code 1 when a number has none."""
    from services.ops.numbers import IntakeStore  # noqa: PLC0415 keeps `lienthong --help` fast

    place = IntakeStore(store_url, namespace, catalogue_dir)
    audits = _audited(place, agency, day.date() if day else None)
    if as_json:
        _print_json(audits)
    else:
        _print_lines(audits)
    if not all(each.sound for each in audits):
        raise typer.Exit(_UNEXPLAINED)


def _audited(place: "IntakeStore", agency: str | None, day: date | None) -> "list[BookAudit]":
    from services.kernel.agency_code import parse_agency_code  # noqa: PLC0415 see audit
    from services.kernel.code_error import CodeError  # noqa: PLC0415 see audit
    from services.kernel.times import local_day, utc_now  # noqa: PLC0415 see audit
    from services.ops.numbers import number_audits  # noqa: PLC0415 see audit
    from services.runtime.failures import TransientError  # noqa: PLC0415 see audit

    async def inside() -> "list[BookAudit]":
        async with number_audits(place) as audit_numbers:
            return await audit_numbers(day or local_day(utc_now()), parse_agency_code(agency) if agency else None)

    try:
        return asyncio.run(inside())
    except (CodeError, TransientError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(2) from None


def _print_lines(audits: "list[BookAudit]") -> None:
    for each in audits:
        space = " sandbox" if each.book.sandbox else ""
        counts = ", ".join(f"{number} {state}" for state, number in _counts(each.account).items())
        typer.echo(f"{each.book.agency} {each.book.day}{space}: {counts}")
        for span in each.account.gaps:
            typer.echo(f"  {_numbers(span):15} {_reason(span)}")


def _numbers(span: "Span") -> str:
    return f"{span.start:04d}" if span.size == 1 else f"{span.start:04d}-{span.end:04d}"


def _reason(span: "Span") -> str:
    fate = span.fate
    who = [f"reserved by {fate.client}" if fate.client else "", f"taken by process {fate.by}" if fate.by else ""]
    when = f"at {fate.at.isoformat()}" if fate.at else ""
    return " ".join(part for part in (fate.state.value, *who, when) if part)


def _counts(account: "Account") -> dict[str, int]:
    states = dict.fromkeys(span.fate.state for span in account.spans)
    return {state.value: account.count(state) for state in states}


def _print_json(audits: "list[BookAudit]") -> None:
    import orjson  # noqa: PLC0415 see audit

    rows: list[dict[str, Any]] = [
        {
            "agency": each.book.agency,
            "day": each.book.day,
            "sandbox": each.book.sandbox,
            "sound": each.sound,
            "counts": _counts(each.account),
            "spans": [_span(span) for span in each.account.spans],
        }
        for each in audits
    ]
    typer.echo(orjson.dumps(rows, option=orjson.OPT_INDENT_2).decode())


def _span(span: "Span") -> dict[str, Any]:
    fate = span.fate
    return {
        "from": span.start,
        "to": span.end,
        "state": fate.state.value,
        "process": fate.by,
        "client": fate.client,
        "at": fate.at,
    }
