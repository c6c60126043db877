"""`lienthong intake sources hash`: the keyed hash by which a data source's file names a person."""

import sys

import typer

app = typer.Typer(name="sources", help="Data sources that stand in for papers", no_args_is_help=True)


@app.command(name="hash")
def hash_subjects() -> None:
    """Read identity numbers from standard input, one a line, and print the hash of each; nothing is kept.

    The key comes from LIENTHONG_LOOKUP_HASH_KEY. Numbers never stand on a command line, which others can read.
    """
    from services.intake.adapters.privacy.look_up_hashes import KeyedHashes  # noqa: PLC0415 keeps `--help` fast
    from services.runtime.settings import FieldKeySettings, load_settings  # noqa: PLC0415 see above

    hashes = KeyedHashes(load_settings(FieldKeySettings).lookup_hash_key.get_secret_value().encode())
    for line in sys.stdin:
        if line.strip():
            typer.echo(hashes.of_id_number(line)[0])
