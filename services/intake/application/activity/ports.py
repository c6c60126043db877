"""What the desk's handlers need of the world, named for the need."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, Protocol, TypeVar

from services.intake.domain.activity.windows import DeskDay
from services.kernel.agency_code import AgencyCode
from services.runtime.aggregates.model import CommitOutcome, Loaded, NewEvent

__all__ = ["Boards", "DeskDays", "Kept", "PrivateText", "Records", "Step"]

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Kept(Generic[R]):
    """A record as it stands; `digest` is of the request that made it, `sealed` its personal data, encrypted, by name.

    `basis` is the stored version, None for a record that is new.
    """

    record: R
    digest: str = ""
    sealed: Mapping[str, str] = field(default_factory=dict)
    basis: Loaded | None = None


@dataclass(frozen=True, slots=True)
class Step(Generic[R]):
    """One commit: the record with its events; `keys` are marks that no two records may share (made_by, called_by)."""

    id: str
    kept: Kept[R]
    events: Sequence[NewEvent] = ()
    keys: Mapping[str, str] = field(default_factory=dict)


class Records(Protocol[R]):
    """Records of one kind, by id. Raises TransientError when the store cannot be reached."""

    async def load(self, id_: str) -> Kept[R] | None: ...

    async def load_many(self, ids: Iterable[str]) -> dict[str, Kept[R]]: ...

    async def marked(self, name: str, mark: str) -> Kept[R] | None:
        """The record that carries this mark."""
        ...

    async def last_number(self, series: str, known: int) -> int:
        """The highest number of a series, whose numbers have no gaps; `known` is one that exists, or 0."""
        ...

    async def commit(self, step: Step[R]) -> CommitOutcome: ...


class Boards(Protocol):
    """Named lists of ids, read at once: who waits at a desk today, which petitions are open."""

    async def read(self, name: str) -> list[str]: ...

    async def put(self, name: str, id_: str) -> None: ...

    async def take(self, name: str, ids: Sequence[str]) -> None: ...


class DeskDays(Protocol):
    """The calendar as the public sees it. Raises what the catalogue raises for an agency or year it does not know."""

    def __call__(self, agency: AgencyCode, day: date) -> DeskDay: ...

    def next_opening(self, agency: AgencyCode, moment: datetime, field: str | None = None) -> datetime | None:
        """When the desk next serves this field; None when that is beyond the loaded years."""
        ...


class PrivateText(Protocol):
    """Personal data of a record at rest, and hashes to find it again without storing it."""

    def seal(self, record: str, name: str, content: bytes) -> str: ...

    def open(self, record: str, name: str, text: str) -> bytes: ...

    def digests(self, purpose: str, content: str) -> tuple[str, ...]:
        """Keyed hashes under each key in use, the current one first."""
        ...
