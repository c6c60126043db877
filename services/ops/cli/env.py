"""`lienthong env init|check`: the environment file with random secrets and key pairs."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(name="env", help="Environment file: secrets and keys", no_args_is_help=True)

_File = Annotated[Path, typer.Option("--file", help="The environment file")]
_DEFAULT = Path(".env")


@app.command()
def init(
    file: _File = _DEFAULT,
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file; the old one becomes .bak")] = False,
) -> None:
    """Write a file with new secrets, readable by you alone."""
    from services.ops import environment  # noqa: PLC0415 keeps `lienthong --help` fast

    try:
        backup = environment.write(file, environment.render(environment.generate()), force=force)
    except environment.EnvironmentFileExistsError:
        typer.echo(
            f"{file} exists. Its keys may be the only ones that open stored data. Remedy: keep it, or pass --force.",
            err=True,
        )
        raise typer.Exit(2) from None
    typer.echo(f"{file} written (mode 600)." + (f" The former file is {backup}." if backup else ""))


@app.command()
def check(file: _File = _DEFAULT) -> None:
    """Say what is wrong with the file; exit code 2 when anything is."""
    from services.ops import environment  # noqa: PLC0415 keeps `lienthong --help` fast

    wrong = environment.check(file)
    for line in wrong:
        typer.echo(line, err=True)
    if wrong:
        raise typer.Exit(2)
    typer.echo(f"{file} is usable.")


@app.command()
def example() -> None:
    """Print every variable without values, as in .env.example."""
    from services.ops import environment  # noqa: PLC0415 keeps `lienthong --help` fast

    typer.echo(environment.example(), nl=False)
