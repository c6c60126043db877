"""What exchange with foreign systems needs of the world."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.routing.domain.foreign.handover import HandOver
from services.routing.domain.foreign.line import Line
from services.runtime.delivery import Answer

__all__ = ["Courier", "KeptLine", "LegAgencies", "Lines", "Queue", "Waiting"]


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line and the revision that it was read at."""

    line: Line
    revision: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """What lies in a system's queue; `refused` of them need an operator."""

    messages: int
    refused: int
    oldest: datetime | None


class Queue(Protocol):
    """Messages by system and dossier. Raises TransientError when the store cannot be reached."""

    async def add(self, handovers: Sequence[HandOver]) -> None:
        """A message that is there already stays as it is."""
        ...

    async def next(self, system: str, limit: int) -> list[HandOver]:
        """The first of each dossier, except where that one was refused."""
        ...

    async def repeated(self, handovers: Sequence[HandOver]) -> frozenset[str]:
        """Ids of those that were delivered before: the event behind them was published twice."""
        ...

    async def delivered(self, handovers: Sequence[HandOver]) -> None:
        """Remember and remove them; in this order, so that none comes back."""
        ...

    async def refuse(self, handover: HandOver, reason: str) -> None: ...

    async def retry(self, system: str) -> int:
        """Let refused ones be sent again; return how many."""
        ...

    async def waiting(self, system: str) -> Waiting: ...


class Lines(Protocol):
    """Lines by system, changed by compare and set. Raises TransientError when the store cannot be reached."""

    async def find(self, system: str) -> KeptLine | None: ...

    async def due(self, now: datetime) -> Sequence[KeptLine]:
        """Those whose time has come and that nobody works on."""
        ...

    async def save(self, line: Line, revision: int, *, busy_until: datetime | None = None) -> int | None:
        """The new revision, or None when somebody changed it since; until `busy_until` nobody else works on it.

        Revision 0 creates it.
        """
        ...


class Courier(Protocol):
    """One transport; never raises."""

    async def send(self, line: Line, handover: HandOver, body: bytes, at: datetime) -> Answer: ...


class LegAgencies(Protocol):
    """Who has which leg of a dossier's route."""

    async def of(self, code: str) -> Mapping[str, str]: ...
