"""`lienthong routing systems list|connect|retry`: systems of others that handle legs for agencies."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from services.routing.application.foreign.manage_systems import ManageSystems, SystemReport

app = typer.Typer(name="systems", help="Foreign systems: state, connection, retry", no_args_is_help=True)

System = Annotated[str, typer.Argument(help="Id of the system, as the catalogue has it")]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON")]
T = TypeVar("T")
_FAILED = 1


@app.command(name="list")
def list_systems(*, as_json: AsJson = False) -> None:
    """Show every system of the catalogue, and what waits for it; store and keys come from the environment."""
    _show(_run(lambda systems: systems.list_all()), as_json=as_json)


@app.command()
def connect(
    system: System,
    keyid: Annotated[str, typer.Option(help="Shared key of a credential of the agency; replies are signed with it")],
    address: Annotated[str | None, typer.Option(help="Where messages go; only for systems reached by http")] = None,
    public_key: Annotated[
        str | None, typer.Option(help="Ed25519 key (base64) that the system signs with, besides the secret")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Set how a system is reached and print its secret, this once; a former secret ends."""
    from base64 import b64encode  # noqa: PLC0415 see _run

    secret = _run(lambda systems: systems.connect(system, keyid, address, public_key))
    text = "whsec_" + b64encode(secret).decode()
    if as_json:
        _echo({"system": system, "secret": text})
    else:
        typer.echo(text)
    typer.echo("The secret is shown this once. Hand it over on a safe way.", err=True)


@app.command()
def retry(system: System, *, as_json: AsJson = False) -> None:
    """Try a system again now, with the messages that it refused."""
    _show([_run(lambda systems: systems.retry(system))], as_json=as_json)


def _run(work: Callable[["ManageSystems"], Awaitable[T]]) -> T:
    from services.ops.systems import SystemsSettings, opened_systems  # noqa: PLC0415 keeps `lienthong --help` fast
    from services.runtime.failures import PermanentError, TransientError  # noqa: PLC0415 see above
    from services.runtime.settings import load_settings  # noqa: PLC0415 see above

    async def inside() -> T:
        async with opened_systems(load_settings(SystemsSettings)) as systems:
            return await work(systems)

    try:
        return asyncio.run(inside())
    except (PermanentError, TransientError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(_FAILED) from None


def _show(reports: "Sequence[SystemReport]", *, as_json: bool) -> None:
    rows = [_row(report) for report in reports]
    if as_json:
        _echo(rows)
        return
    for row in rows:
        counts = f"{row['waiting']} waiting, {row['refused']} refused, {row['delivered']} delivered"
        oldest = f"oldest {row['oldest']}" if row["oldest"] else ""
        parts = (row["system"], row["kind"], row["transport"], row["state"], counts, oldest, row["reason"] or "")
        typer.echo("  ".join(part for part in parts if part))


def _row(report: "SystemReport") -> dict[str, Any]:
    system, line, waiting = report.system, report.line, report.waiting
    return {
        "system": system.id,
        "kind": system.kind.value,
        "transport": system.transport.value,
        "agencies": list(system.agencies),
        "state": report.state,
        "waiting": waiting.messages,
        "refused": waiting.refused,
        "oldest": waiting.oldest and waiting.oldest.isoformat(),
        "delivered": line.delivered if line else 0,
        "delivered_at": line and line.delivered_at and line.delivered_at.isoformat(),
        "failures": line.failures if line else 0,
        "next_try_at": line.due_at.isoformat() if line and line.failures else None,
        "reason": line.reason if line else None,
    }


def _echo(value: Any) -> None:
    import orjson  # noqa: PLC0415 see _run

    typer.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())
