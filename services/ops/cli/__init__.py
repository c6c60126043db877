"""The operators' command line `lienthong`: one group of commands a file, each with its own `app`.

A new group is a file with an `app` and its name in GROUPS. Modules import what they need inside their commands, so that
`lienthong --help` stays quick.
"""

import sys
from typing import Final

import typer

from services.ops.cli import (
    catalogue,
    chaos,
    clock,
    contracts,
    deadletters,
    demo,
    env,
    intake,
    keys,
    notifications,
    officers,
    platform,
    roster,
    routing,
    scenario,
    stats,
    topics,
    up,
)

GROUPS: Final = (
    up,
    demo,
    scenario,
    chaos,
    clock,
    platform,
    topics,
    deadletters,
    stats,
    contracts,
    env,
    keys,
    catalogue,
    intake,
    routing,
    roster,
    officers,
    notifications,
)

app = typer.Typer(name="lienthong", help="Operate Liên Thông.", no_args_is_help=True, add_completion=False)
for group in GROUPS:
    app.add_typer(group.app)


def main() -> None:
    """Run a command; its answer alone goes to standard output, because that may be a file or a pipe."""
    import structlog  # noqa: PLC0415 keeps the import of this module light

    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    app()
