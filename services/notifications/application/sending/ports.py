"""What the look before each sending needs of the outside."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

__all__ = ["DossierState", "Dossiers", "Finished"]


@dataclass(frozen=True, slots=True)
class DossierState:
    """`status` 1-10 after the event with this seq, which happened at `at`; the rest is for whoever asks for it."""

    code: str
    seq: int
    status: int
    at: datetime
    agency: str = ""
    procedure: str = ""
    appointment: datetime | None = None


class Dossiers(Protocol):
    """The newest status of each dossier; the highest seq wins, however late or often an older one comes."""

    async def keep(self, states: Sequence[DossierState]) -> None: ...

    async def state(self, code: str) -> DossierState | None: ...

    async def statuses(self, codes: Iterable[str]) -> dict[str, int]:
        """Status 1-10 by code; dossiers that no event told of are missing."""
        ...


class Finished(Protocol):
    """Dossiers whose contact is still kept. Raises TransientError."""

    async def finished_before(self, statuses: Collection[int], before: datetime, limit: int) -> dict[str, int]:
        """The seqs by code of those in one of the statuses since before that moment."""
        ...

    async def purged(self, seqs: Mapping[str, int]) -> None:
        """Note that their contacts are gone; those that moved on since are kept for another time."""
        ...
