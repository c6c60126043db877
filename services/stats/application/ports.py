"""What the handlers need from the outside."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from services.runtime.kafka.records import RawRecord
from services.stats.domain.batch import CounterWrite
from services.stats.domain.facts import Fact, TopicRules
from services.stats.domain.listing import Listed

CounterDocument = Mapping[str, Any]
Marks = Mapping[str, int]
"""Next offset to read, by fence (topic incarnation and partition)."""


class Ledger(Protocol):
    """The facts and counters of one generation."""

    async def facts(self, rules: TopicRules, subjects: Sequence[str]) -> dict[str, Fact]:
        """Return the facts that exist."""
        ...

    async def fences(self, counters: Sequence[str]) -> dict[str, Mapping[str, int]]:
        """Return the fences of the counters that exist."""
        ...

    async def add(self, writes: Sequence[CounterWrite]) -> bool:
        """Apply each write whose guards hold; False if any did not, and then the facts must not be written."""
        ...

    async def save(self, rules: TopicRules, facts: Mapping[str, Fact]) -> None:
        """Store each fact unless a later one is there already; returns when all are at least that far."""
        ...

    async def enlist(self, rules: TopicRules, rows: Mapping[str, tuple[int, Listed]]) -> None:
        """Write each marker, true at a seq, unless one of a later seq is there already."""
        ...

    async def delist(self, rules: TopicRules, subjects: Mapping[str, int]) -> None:
        """Remove each marker unless it is of a later seq."""
        ...


class Preparable(Protocol):
    """A generation that is about to be counted in or read."""

    async def prepare(self, rules: Sequence[TopicRules]) -> None:
        """Create the indexes that reading wants, where they are not there yet."""
        ...


class Clearable(Protocol):
    """A generation that can be given up."""

    async def clear(self, rules: Sequence[TopicRules]) -> None:
        """Delete all of it."""
        ...


@dataclass(frozen=True, slots=True)
class Sought:
    """Which markers are asked for; None = all. `agencies` cover those below them by code.

    `due_before`: a due date holds and lies before it. `open_on`: not ended by the end of that day, None: not ended.
    """

    agencies: frozenset[str] | None
    due_before: datetime
    open_on: date | None = None


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker as it is stored; `subject` is the dossier's code."""

    subject: str
    seq: int
    row: Listed


After = tuple[datetime, str]
"""Due date and subject of the last marker that was read."""


class ListReader(Protocol):
    """Single dossiers, for reports; the listing is an index, so what counts are the facts."""

    async def facts(self, rules: TopicRules, subjects: Sequence[str]) -> dict[str, Fact]:
        """Return the facts that exist."""
        ...

    async def find_listed(
        self, rules: TopicRules, sought: Sought, after: After | None, limit: int, skip: int = 0
    ) -> list[Marker]:
        """Return at most `limit` markers in the order of due date and subject, without the first `skip`."""
        ...

    async def count_listed(self, rules: TopicRules, sought: Sought) -> int:
        """Return how many markers are sought; a crash may have left one too many."""
        ...

    def facts_within(self, rules: TopicRules, ranges: Sequence[tuple[str, str]]) -> AsyncIterator[tuple[str, Fact]]:
        """Yield the facts of subjects in any of the ranges (from, before), in the order of subjects."""
        ...

    def all_listed(self, rules: TopicRules) -> AsyncIterator[Marker]:
        """Yield every marker in the order of subjects."""
        ...


class CounterReader(Protocol):
    """Counters by id, for reports."""

    async def counters(self, ids: Sequence[str]) -> list[CounterDocument]:
        """Return the cells of the counters that exist."""
        ...

    async def named_counters(self, ids: Sequence[str]) -> Mapping[str, CounterDocument]:
        """Return the same by id, for reports that ask for counters of many places at once."""
        ...


class Scanner(Protocol):
    """Everything of one generation, for verification; in the order of ids."""

    def all_facts(self, rules: TopicRules) -> AsyncIterator[tuple[str, Fact]]: ...

    def all_counters(self) -> AsyncIterator[tuple[str, CounterDocument]]: ...

    async def root_fences(self) -> Mapping[str, int]:
        """Return the fences that no other counter is ahead of."""
        ...


class WholeLedger(Ledger, CounterReader, ListReader, Scanner, Preparable, Clearable, Protocol):
    """All that one generation offers."""


OpenLedger = Callable[[int], WholeLedger]
"""Opens a generation by its number."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One set of facts and counters. It is settled once every record before the swap is certainly in it.

    `marks` are where settling begins.
    """

    number: int
    rules: str
    settled: bool
    marks: Marks


class Generations(Protocol):
    """Which generation serves."""

    async def serving(self) -> Generation | None: ...

    async def create(self, rules: str, *, settled: bool) -> Generation:
        """Return the first generation, or the one that somebody else created meanwhile."""
        ...

    async def allocate(self, *, to_serve: bool) -> int:
        """Return the number of a new generation, for a rebuild or for a shadow that never serves."""
        ...

    async def swap(self, number: int, begun_under: int, rules: str, marks: Marks) -> bool:
        """Let `number` serve, unsettled; False when another rebuild began or swapped since."""
        ...

    async def settle(self, number: int) -> None:
        """Mark it settled if it still serves."""
        ...


class Topics(Protocol):
    """The counted topics on the broker; every method raises TransientError when it cannot be asked."""

    async def ids(self, topics: Collection[str]) -> dict[str, str]:
        """Return the id of each topic's present incarnation."""
        ...

    async def ends(self, topics: Collection[str]) -> dict[str, dict[int, int]]:
        """Return the next offset to be written, by topic and partition."""
        ...

    async def consumed(self, topics: Collection[str]) -> bool:
        """Whether the service has committed an offset of any of them."""
        ...

    def read(
        self, topic: str, starts: Mapping[int, int], ends: Mapping[int, int]
    ) -> AsyncGenerator[list[RawRecord], None]:
        """Yield the records from `starts` (default 0) up to `ends`, in offset order per partition."""
        ...
