"""The operators' command line `lienthong`: one group of commands a file, each with its own `app`.

A new group is a file with an `app` and its name in GROUPS. Modules import what they need inside their commands, so that
`lienthong --help` stays quick.
"""

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
    app()
