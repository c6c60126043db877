"""`lienthong up`: everything on this machine, until Ctrl-C."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from services.ops.stack import Stack, StackAddresses

app = typer.Typer()

_MEBIBYTE = 2**20


@app.command()
def up(
    data: Annotated[Path, typer.Option("--data", help="Folder of data, secrets and logs")] = Path(".lienthong/data"),
    namespace: Annotated[str, typer.Option(help="Prefix of topics and databases")] = "",
) -> None:
    """Start the embedded platform and the four services, print their addresses, stop all at Ctrl-C."""
    from services.ops import waiting  # noqa: PLC0415 keeps `lienthong --help` fast
    from services.ops.platform import PlatformError  # noqa: PLC0415 see above
    from services.ops.processes import ProcessEndedError  # noqa: PLC0415 see above
    from services.ops.stack import Stack  # noqa: PLC0415 see above
    from services.runtime.failures import PermanentError, TransientError  # noqa: PLC0415 see above

    stack = Stack(data, namespace=namespace, tell=typer.echo)
    try:
        _show(stack, stack.start())
        waiting.until_signal()
    except (PlatformError, ProcessEndedError, PermanentError, TransientError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from None
    finally:
        stack.stop()


def _show(stack: "Stack", addresses: "StackAddresses") -> None:
    typer.echo(f"Kafka {addresses.platform.kafka}\nStore {addresses.platform.store_url}")
    for name, preferred in addresses.replaced_ports.items():
        typer.echo(f"Port {preferred} is taken: {name} uses {addresses.services[name]}.")
    for one in stack.processes.measures() if stack.processes else []:
        rss = (one.rss_bytes or 0) // _MEBIBYTE
        typer.echo(f"{one.name} {addresses.services[one.name]} (ready in {one.start_seconds:.1f} s, {rss} MiB)")
    typer.echo(
        f"Look-up page {addresses.services['intake']}/tra-cuu, statistics {addresses.services['stats']}/thong-ke"
    )
    typer.echo(f"SMS go to {addresses.sms_file}, secrets are in {stack.folder / 'secrets.env'}.")
    typer.echo("For the other commands, in another shell:")
    typer.echo(f"  set -a; . {stack.folder / 'secrets.env'}")
    typer.echo(
        f"  LIENTHONG_KAFKA_BOOTSTRAP={addresses.platform.kafka} LIENTHONG_STORE_URL={addresses.platform.store_url}"
    )
    typer.echo(f"  LIENTHONG_NAMESPACE={stack.namespace}; set +a")
    typer.echo(f"Logs are in {stack.folder / 'logs'}. Ctrl-C stops everything.")
