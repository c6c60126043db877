"""`lienthong intake ...`: what operators ask of the dossiers' service; each part has a file of its own."""

import typer

from services.ops.cli import intake_exchange, intake_numbers, intake_privacy, intake_sources

app = typer.Typer(name="intake", help="Dossiers: numbers, personal data and exchange", no_args_is_help=True)
app.add_typer(intake_numbers.app)
app.add_typer(intake_exchange.app)
app.add_typer(intake_sources.app)
intake_privacy.add_privacy(app)
