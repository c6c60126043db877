"""What the look before each sending needs of the outside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

__all__ = ["DossierState", "Dossiers"]


@dataclass(frozen=True, slots=True)
class DossierState:
    """`status` 1-10 after the event with this seq."""

    code: str
    seq: int
    status: int


class Dossiers(Protocol):
    """The newest status of each dossier; the highest seq wins, however late or often an older one comes."""

    async def keep(self, states: Sequence[DossierState]) -> None: ...

    async def statuses(self, codes: Iterable[str]) -> dict[str, int]:
        """Status 1-10 by code; dossiers that no event told of are missing."""
        ...
