"""Runs the demo's steps against a target and says how it went."""

import time
from dataclasses import dataclass

import httpx
from rich.console import Console

from services.ops.agency import RefusedError
from services.ops.demo.cast import hire
from services.ops.demo.story import Story
from services.ops.demo.told import Teller
from services.ops.target import Target

__all__ = ["Demo", "play"]

_TIMEOUT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Demo:
    """What to run: the scenario and its divisor."""

    scale: int


async def play(target: Target, demo: Demo, console: Console) -> list[str]:
    """Run everything; return what was not as it must be, nothing if all was right."""
    teller = Teller(console)
    began = time.monotonic()
    try:
        async with httpx.AsyncClient(timeout=_TIMEOUT_SECONDS) as client:
            code = await Story(target, await hire(target, client), teller).run()
    except (RefusedError, httpx.HTTPError) as error:
        teller.check(False, str(error) or type(error).__name__)
        return teller.wrong
    teller.say(f"\nDossier {code} went its whole way in {time.monotonic() - began:.1f} s.")
    return teller.wrong
