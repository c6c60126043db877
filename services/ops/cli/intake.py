"""`lienthong intake ...`: what operators ask of the dossiers' service; each part has a file of its own."""

import typer

from services.ops.cli import intake_numbers

app = typer.Typer(name="intake", help="Dossiers: numbers and exchange", no_args_is_help=True)
app.add_typer(intake_numbers.app)
