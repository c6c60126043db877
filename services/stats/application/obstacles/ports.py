"""What obstacles need of a store."""

from collections.abc import Collection
from typing import Protocol

from services.kernel.iso_week import IsoWeek
from services.stats.domain.obstacles.obstacle import Obstacle

__all__ = ["Obstacles"]


class Obstacles(Protocol):
    """Every method raises TransientError when the store cannot be reached."""

    async def add(self, obstacle: Obstacle) -> bool:
        """Keep it; False if one of this id was there before, even one that was taken back."""
        ...

    async def find(self, id_: str) -> Obstacle | None:
        """Return it unless it was taken back."""
        ...

    async def take_back(self, id_: str, agencies: Collection[str]) -> bool:
        """Erase what it says; False if none of these agencies reported it. A second time changes nothing."""
        ...

    async def between(self, first: IsoWeek, last: IsoWeek) -> list[Obstacle]:
        """Return those of the weeks, both included, in the order of week, agency and time."""
        ...
