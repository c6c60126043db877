"""What the desk of an agency needs of the world."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

__all__ = ["Promises"]


class Promises(Protocol):
    """Codes of routes whose worklist has still to be written. Raises TransientError."""

    async def make(self, code: str, at: datetime) -> None:
        """Stands before the commit; made again, it is as new."""
        ...

    async def keep(self, codes: Collection[str], until: datetime) -> None:
        """Forget what was promised up to `until`; a later promise of the same route stays."""
        ...

    async def older_than(self, at: datetime, limit: int) -> list[str]: ...
