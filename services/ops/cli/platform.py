"""`lienthong platform install|start|status`: the embedded Kafka and store."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(name="platform", help="Embedded Kafka and store: install, start, status", no_args_is_help=True)

Data = Annotated[Path, typer.Option("--data", help="Folder of everything that the servers keep")]
KafkaPort = Annotated[int, typer.Option(min=0, max=65535, help="Port of Kafka; 0 takes a free one")]
StorePort = Annotated[int, typer.Option(min=0, max=65535, help="Port of the store; 0 takes a free one")]
_DATA = Path(".lienthong/data")


@app.command()
def install() -> None:
    """Download, check and compile what the embedded platform needs; does nothing when all is there."""
    from services.ops import platform  # noqa: PLC0415 keeps `lienthong --help` fast

    try:
        installation = platform.install()
    except platform.PlatformError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"Installed in {installation.root}, run by {installation.java}.")


@app.command()
def start(data: Data = _DATA, kafka_port: KafkaPort = 0, store_port: StorePort = 0) -> None:
    """Start both servers, print their addresses and keep them running until Ctrl-C."""
    from services.ops import platform, waiting  # noqa: PLC0415 see install

    try:
        with platform.EmbeddedPlatform(data, kafka_port, store_port) as running, platform.announced(data, running):
            typer.echo(f"Kafka {running.kafka}\nStore {running.store_url}\nCtrl-C stops them.")
            waiting.until_signal()
    except platform.PlatformError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from None


@app.command()
def status(data: Data = _DATA) -> None:
    """Say whether the platform is installed and whether the servers of the folder run; exit code 1 when not both do."""
    from services.ops import platform  # noqa: PLC0415 see install

    typer.echo("installed" if platform.installed() else "not installed. Remedy: lienthong platform install")
    states = platform.states(data)
    for state in states:
        typer.echo(f"{state.name}: {'serves' if state.serves else 'does not answer'} on {state.address}")
    if not states:
        typer.echo(f"nothing was started in {data}")
    if not states or not all(state.serves for state in states):
        raise typer.Exit(1)
