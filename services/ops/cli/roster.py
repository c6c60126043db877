"""`lienthong roster list|put|remove`: which officers of an agency do which fields, with which skills."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import time
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from services.kernel.agency_code import AgencyCode
    from services.routing.application.people.keep_roster import KeepRoster
    from services.routing.domain.people.roster import Roster, Rostered, Shift

app = typer.Typer(name="roster", help="Rosters: officers by field, skill and shift", no_args_is_help=True)

Agency = Annotated[str, typer.Argument(help="Code of the agency, such as H90.20.01")]
Officer = Annotated[str, typer.Argument(help="Account of the officer, never a name")]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON")]
T = TypeVar("T")
_FAILED = 1


@app.command(name="list")
def list_officers(agency: Agency, *, as_json: AsJson = False) -> None:
    """Show an agency's roster; store and catalogue come from the environment."""
    _show(_run(agency, lambda keep, place: keep.read(place)), as_json=as_json)


@app.command()
def put(
    agency: Agency,
    officer: Officer,
    field: Annotated[list[str], typer.Option("--field", help="A field of the catalogue; repeat it for several")],
    skill: Annotated[list[str] | None, typer.Option("--skill", help="What the officer is trained for")] = None,
    shift: Annotated[
        list[str] | None, typer.Option("--shift", help="DAYS/HH:MM-HH:MM with 1 for Monday: 12345/07:30-11:30")
    ] = None,
    *,
    fallback: Annotated[bool, typer.Option("--fallback", help="Takes what nobody of a field can")] = False,
    as_json: AsJson = False,
) -> None:
    """Roster an officer, in place of their entry so far; refused for a field whose skills they lack."""
    from services.routing.domain.people.roster import Rostered  # noqa: PLC0415 see _run

    shifts = tuple(_shift(text) for text in shift or ())
    entry = Rostered(officer, tuple(field), tuple(skill or ()), shifts, fallback)
    _show(_run(agency, lambda keep, place: keep.put(place, entry)), as_json=as_json)


@app.command()
def remove(agency: Agency, officer: Officer, *, as_json: AsJson = False) -> None:
    """Take an officer off; their work goes to others within seconds."""
    _show(_run(agency, lambda keep, place: keep.remove(place, officer)), as_json=as_json)


def _shift(text: str) -> "Shift":
    from services.routing.domain.people.roster import Shift  # noqa: PLC0415 see _run

    days, _, hours = text.partition("/")
    starts, _, ends = hours.partition("-")
    try:
        shift = Shift(frozenset(int(day) for day in days), time.fromisoformat(starts), time.fromisoformat(ends))
    except ValueError:
        raise typer.BadParameter("write it like 12345/07:30-11:30") from None
    if shift.ends <= shift.starts or not shift.weekdays or not shift.weekdays <= set(range(1, 8)):
        raise typer.BadParameter("days go from 1 to 7, and a shift ends after it starts")
    return shift


def _run(agency: str, work: "Callable[[KeepRoster, AgencyCode], Awaitable[T]]") -> T:
    from services.kernel.agency_code import parse_agency_code  # noqa: PLC0415 keeps `lienthong --help` fast
    from services.kernel.code_error import CodeError  # noqa: PLC0415 see above
    from services.ops.rosters import RosterSettings, opened_rosters  # noqa: PLC0415 see above
    from services.runtime.failures import PermanentError, TransientError  # noqa: PLC0415 see above
    from services.runtime.settings import load_settings  # noqa: PLC0415 see above

    async def inside() -> T:
        async with opened_rosters(load_settings(RosterSettings)) as keep:
            return await work(keep, parse_agency_code(agency))

    try:
        return asyncio.run(inside())
    except (PermanentError, TransientError, CodeError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(_FAILED) from None


def _show(roster: "Roster", *, as_json: bool) -> None:
    rows = [_row(entry) for entry in roster.officers]
    if as_json:
        import orjson  # noqa: PLC0415 see _run

        typer.echo(orjson.dumps(rows, option=orjson.OPT_INDENT_2).decode())
        return
    for row in rows:
        words = (",".join(row["fields"]), ",".join(row["skills"]) or "-", " ".join(row["shifts"]) or "all hours")
        typer.echo("  ".join((row["officer"], *words, "fallback" if row["fallback"] else "")).rstrip())


def _row(entry: "Rostered") -> dict[str, Any]:
    return {
        "officer": entry.officer,
        "fields": list(entry.fields),
        "skills": list(entry.skills),
        "shifts": [f"{''.join(map(str, sorted(s.weekdays)))}/{s.starts:%H:%M}-{s.ends:%H:%M}" for s in entry.shifts],
        "fallback": entry.fallback,
    }
