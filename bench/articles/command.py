"""`lienthong stats reconcile`, the operators' own command, on what an article prints and what was counted."""

import asyncio
import os
import sys
from typing import Final

from bench.place import Place
from services.ops.platform.locations import PROJECT
from services.ops.scenario.prepared import FOLDER
from services.ops.scenario.printed import printed_file

__all__ = ["reconciled"]

_LIENTHONG: Final = (sys.executable, "-c", "from services.ops.cli import main; main()")


async def reconciled(place: Place, namespace: str, scenario: str) -> list[str]:
    """Return what the command finds otherwise than its file records, in its own words."""
    file = printed_file(scenario, FOLDER)
    child = await asyncio.create_subprocess_exec(
        *_LIENTHONG,
        "stats",
        "reconcile",
        str(file),
        env={**os.environ, **place.variables(namespace, 0)},
        cwd=PROJECT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await child.communicate()
    return [f"lienthong stats reconcile {file.name}:\n{output.decode()}"] if child.returncode else []
