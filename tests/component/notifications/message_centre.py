"""A message centre that other people wrote (npm's smpp), as a process of its own."""

import asyncio
import json
import os
import shutil
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from services.ops.ports import free_port
from services.ops.written_lines import written_lines

__all__ = ["MessageCentre", "start_centre"]

_HOME: Final = Path(__file__).parents[2] / "smsc"


@dataclass
class MessageCentre:
    """`log` is what it was given, one line each: the judge of every test."""

    process: Process
    port: int
    path: Path

    async def tell(self, **command: Any) -> None:
        """Return once the centre behaves so."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(command).encode() + b"\n")
        await self.process.stdin.drain()
        await self.process.stdout.readline()

    def log(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in written_lines(self.path)]

    def submits(self) -> list[dict[str, Any]]:
        return [entry for entry in self.log() if "to" in entry]

    def count(self) -> int:
        """How many short messages it was given."""
        return self.path.read_bytes().count(b'"to":')

    async def kill(self) -> None:
        self.process.kill()
        await self.process.wait()


async def start_centre(log: Path, port: int | None = None) -> MessageCentre:
    """Without Node or the package the test is skipped, in CI it fails."""
    node = shutil.which("node")
    if node is None or not (_HOME / "node_modules" / "smpp").is_dir():
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("no message centre: install Node and run `npm ci` in tests/smsc")
    process = await asyncio.create_subprocess_exec(
        node, str(_HOME / "centre.js"), str(log), str(port or free_port()), stdin=PIPE, stdout=PIPE, cwd=_HOME
    )
    assert process.stdout is not None
    first = json.loads(await process.stdout.readline())
    return MessageCentre(process, first["port"], log)
