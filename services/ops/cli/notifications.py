"""`lienthong notifications show|resend|costs`: what became of messages to citizens, and what they cost."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from services.notifications.application.sending.search import Cost
    from services.notifications.domain.notification import Notification
    from services.ops.messages import MessageDesk

app = typer.Typer(name="notifications", help="Messages to citizens: look, send again, costs", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="As JSON")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]
T = TypeVar("T")
_FAILED = 1


@app.command()
def show(
    dossier: Annotated[str | None, typer.Option(help="Code of the dossier")] = None,
    state: Annotated[str | None, typer.Option(help="Such as uncertain or permanent_failure")] = None,
    template: Annotated[str | None, typer.Option(help="Such as result_ready")] = None,
    provider: Annotated[str | None, typer.Option(help="Who carried it")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 50,
    *,
    as_json: AsJson = False,
) -> None:
    """Show messages, the newest first: state, reason, attempts, provider, price; numbers masked, never a text."""
    from services.notifications.application.sending.search import Wanted  # noqa: PLC0415 keeps `lienthong --help` fast

    wanted = Wanted(dossier=dossier, state=_state(state), template=template, provider=provider)
    _show(_run(lambda desk: desk.search.newest(wanted, limit)), as_json=as_json)


@app.command()
def resend(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Id of a message that failed, or whose end nobody knows")],
    *,
    as_json: AsJson = False,
) -> None:
    """Send a message again, as a new one beside the first; whether it is still true is looked at before."""
    _show([_run(lambda desk: desk.resend(id_))], as_json=as_json)


@app.command()
def costs(
    first: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="First day")],
    last: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day, included")],
    *,
    as_json: AsJson = False,
) -> None:
    """Add up segments and dong by provider, template and encoding, of messages accepted on these days in Viet Nam."""
    from services.notifications.application.sending.search import Wanted, costs_of  # noqa: PLC0415 see above

    wanted = Wanted(first=_midnight(first), until=_midnight(last + timedelta(days=1)))
    rows = costs_of(_run(lambda desk: desk.search.newest(wanted, 0)))
    if as_json:
        _echo([_cost_row(row) for row in rows])
    else:
        _print_costs(rows)


def _run(work: Callable[["MessageDesk"], Awaitable[T]]) -> T:
    from services.ops.messages import MessageDeskSettings, opened_messages  # noqa: PLC0415 see above
    from services.runtime.failures import PermanentError, TransientError  # noqa: PLC0415 see above
    from services.runtime.settings import load_settings  # noqa: PLC0415 see above

    async def inside() -> T:
        async with opened_messages(load_settings(MessageDeskSettings)) as desk:
            return await work(desk)

    try:
        return asyncio.run(inside())
    except (PermanentError, TransientError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(_FAILED) from None


def _state(text: str | None) -> Any:
    from services.notifications.domain.notification import State  # noqa: PLC0415 see above

    try:
        return State(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"one of {', '.join(State)}") from None


def _midnight(day: datetime) -> datetime:
    from services.kernel.times import VIETNAM  # noqa: PLC0415 see above

    return day.replace(tzinfo=VIETNAM)


def _show(found: "Sequence[Notification]", *, as_json: bool) -> None:
    from services.notifications.entrypoints.http.notification_view import notification_view  # noqa: PLC0415 see above

    rows = [notification_view(each).model_dump(mode="json") for each in found]
    if as_json:
        _echo(rows)
        return
    for row in rows:
        state = row["state"] + (f"/{row['reason']}" if row["reason"] else "")
        sent = f"{row['provider'] or '-'} {row['segments']} {row['encoding'] or '-'} {row['price_vnd']} VND"
        parts = (row["id"], row["accepted_at"], row["dossier"], row["template"], state, row["phone"] or "-", sent)
        typer.echo("  ".join((*parts, f"attempts {row['attempts']}")))
        for past in row["history"]:
            typer.echo(f"  attempt {past['number']} {past['at']} {past['provider']} {past['state']}/{past['reason']}")


def _print_costs(rows: "Sequence[Cost]") -> None:
    for row in rows:
        counts = f"{row.messages} messages  {row.segments} segments  {row.price_vnd} VND"
        typer.echo(f"{row.provider}  {row.template}  {row.encoding}  {counts}")
    total = sum(row.price_vnd for row in rows)
    typer.echo(f"total  {sum(row.messages for row in rows)} messages  {total} VND")


def _cost_row(row: "Cost") -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}


def _echo(value: Any) -> None:
    import orjson  # noqa: PLC0415 see above

    typer.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())
