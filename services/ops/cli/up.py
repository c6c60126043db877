"""`lienthong up`: everything on this machine, until Ctrl-C."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer()

_MEBIBYTE = 2**20


@app.command()
def up(
    data: Annotated[Path, typer.Option("--data", help="Folder of data, secrets and logs")] = Path(".lienthong/up"),
    namespace: Annotated[str, typer.Option(help="Prefix of topics and databases")] = "",
) -> None:
    """Start the embedded platform and the four services, print their addresses, stop all at Ctrl-C."""
    from services.ops import waiting  # noqa: PLC0415 keeps `lienthong --help` fast
    from services.ops.platform import PlatformError  # noqa: PLC0415 see above
    from services.ops.processes import ProcessEndedError  # noqa: PLC0415 see above
    from services.ops.stack import Stack  # noqa: PLC0415 see above

    stack = Stack(data, namespace=namespace)
    try:
        addresses = stack.start()
        typer.echo(f"Kafka {addresses.platform.kafka}\nStore {addresses.platform.store_url}")
        for one in stack.processes.measures() if stack.processes else []:
            rss = (one.rss_bytes or 0) // _MEBIBYTE
            typer.echo(f"{one.name} {addresses.services[one.name]} (ready in {one.start_seconds:.1f} s, {rss} MiB)")
        typer.echo(f"Logs are in {stack.folder / 'logs'}. Ctrl-C stops everything.")
        waiting.until_signal()
    except (PlatformError, ProcessEndedError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from None
    finally:
        stack.stop()
