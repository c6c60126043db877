"""What the desk of an agency needs of the world."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.kernel.agency_code import AgencyCode
from services.routing.application.ports import WorkItem
from services.routing.domain.desk.work_lists import WorkQuestion
from services.routing.domain.route import LegStatus

__all__ = ["Promises", "Sieve", "Standing", "WorkSearch"]


class Promises(Protocol):
    """Codes of routes whose worklist has still to be written. Raises TransientError."""

    async def make(self, code: str, at: datetime) -> None:
        """Stands before the commit; made again, it is as new."""
        ...

    async def keep(self, codes: Collection[str], until: datetime) -> None:
        """Forget what was promised up to `until`; a later promise of the same route stays."""
        ...

    async def older_than(self, at: datetime, limit: int) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is left of a worklist: procedure versions (None: all), and the officer who has the leg (None: anybody)."""

    procedures: tuple[str, ...] | None = None
    officer: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """As much of an entry as counting needs."""

    status: LegStatus
    due_at: datetime | None
    officer: str | None


class WorkSearch(Protocol):
    """Finds legs that wait at an agency; raises TransientError."""

    async def find(
        self, agency: AgencyCode, asked: WorkQuestion, sieve: Sieve, skip: int, limit: int
    ) -> list[WorkItem]: ...

    async def standing(self, agency: AgencyCode, sieve: Sieve, most: int) -> list[Standing]:
        """All of them, in one small read."""
        ...
