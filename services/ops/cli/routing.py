"""`lienthong routing ...`: what operators ask of the routes' service; each part has a file of its own."""

import typer

from services.ops.cli import routing_accounts, routing_systems

app = typer.Typer(name="routing", help="Routes: agencies' accounts, foreign systems", no_args_is_help=True)
app.add_typer(routing_accounts.app)
app.add_typer(routing_systems.app)
