"""Steps are told as they happen: which service reacted, after how long, and whether it was right."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

import httpx
from rich.console import Console
from rich.markup import escape

__all__ = ["Effect", "Seen", "Teller"]

EFFECT_SECONDS: Final = 20.0
_POLL_SECONDS: Final = 0.01

Seen = str | None
"""What is told of an effect once it is there; None while it is not."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Something that a service does in answer to a request; `look` asks a public interface for it."""

    service: str
    what: str
    look: Callable[[], Awaitable[Seen]]


@dataclass
class Teller:
    """`wrong` collects everything that was not as it must be."""

    console: Console
    wrong: list[str] = field(default_factory=list)

    def title(self, text: str) -> None:
        self.console.print(f"\n[bold]{escape(text)}[/bold]")

    def say(self, text: str) -> None:
        self.console.print(escape(text), highlight=False)

    def step(self, service: str, milliseconds: float, text: str) -> None:
        self.console.print(f"  {milliseconds:7.0f} ms  {service:<13}  {escape(text)}", highlight=False)

    def check(self, right: bool, text: str) -> None:  # noqa: FBT001 the one thing that it is about
        """Remember what was not right."""
        if not right:
            self.wrong.append(text)
            self.console.print(f"  [red]wrong[/red]: {escape(text)}", highlight=False)

    async def watch(self, since: float, *effects: Effect) -> None:
        """Wait for all effects of a request that was sent at `since` (monotonic) and tell each when it is seen."""
        await asyncio.gather(*(self._watch(since, effect) for effect in effects))

    async def _watch(self, since: float, effect: Effect) -> None:
        deadline = time.monotonic() + EFFECT_SECONDS
        while (seen := await _look(effect)) is None:
            if time.monotonic() > deadline:
                self.check(False, f"{effect.service}: {effect.what} was not seen within {EFFECT_SECONDS:.0f} s")
                return
            await asyncio.sleep(_POLL_SECONDS)
        self.step(effect.service, (time.monotonic() - since) * 1000, f"{effect.what}{': ' if seen else ''}{seen}")


async def _look(effect: Effect) -> Seen:
    """A service that cannot be reached just now has shown no effect yet."""
    try:
        return await effect.look()
    except httpx.TransportError:
        return None
