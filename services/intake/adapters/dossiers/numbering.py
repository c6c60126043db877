"""Daily numbers per receiving agency: no duplicates, none wasted, never reused, each with whoever took it."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import uuid4

from services.intake.domain.numbers.book import Book
from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock, utc_now
from services.runtime.aggregates.coalescer import Coalescer
from services.runtime.failures import PermanentError, TransientError
from services.runtime.store import Document, Documents

__all__ = ["COLLECTION", "Numbering"]

COLLECTION: Final = "numbers"
_ATTEMPTS: Final = 100
_WINDOW_SECONDS: Final = 0.001
_MOST_TAKERS: Final = 1000
_MOST_BOOKS: Final = 10_000
_MOST_TAKES: Final = 200
"""Entries of a book's log of takers before they move to a page of their own, so that no book grows with its day."""
_HEAD: Final = {"last": 1, "owner": 1, "size": 1}


@dataclass(frozen=True, slots=True)
class _Head:
    """A book as it was last seen; `owner` is the process that took last, `size` the entries of its log."""

    last: int
    owner: str | None
    size: int


def _without_paper(book: Book) -> int:
    return book.first(paper_start=1)


class Numbering:
    """One document per book holds the last number given; an increment gives numbers to all who wait.

    A number that its taker could not use is handed to the next one of this process (`give_back`). Only a process
    that dies between taking and recording loses numbers; these stay gaps, they are never given twice. The document
    says who took what: a log entry opens a run of numbers of one process, and lasts until another process takes.
    `first` is the lowest number that a book gives; those below are not ours to give.
    """

    def __init__(
        self,
        numbers: Documents,
        first: Callable[[Book], int] = _without_paper,
        process: str | None = None,
        clock: Clock = utc_now,
    ) -> None:
        self.process = process or uuid4().hex[:12]
        self._numbers = numbers
        self._first = first
        self._clock = clock
        self._heads: dict[Book, _Head] = {}
        self._spare: defaultdict[Book, list[int]] = defaultdict(list)
        # One lane: whoever comes while an increment is under way shares the next one.
        self._takers: Coalescer[Book, int] = Coalescer(
            self._take_many, None, window=_WINDOW_SECONDS, max_batch=_MOST_TAKERS, lanes=1
        )

    async def take(self, agency: AgencyCode, day: date, *, sandbox: bool = False) -> int:
        return await self._takers.submit(Book(agency, day, sandbox))

    async def take_range(self, agency: AgencyCode, day: date, count: int, *, sandbox: bool = False) -> range:
        """Consecutive numbers, for a reservation."""
        last = await self._grow(Book(agency, day, sandbox), count)
        return range(last - count + 1, last + 1)

    def give_back(self, agency: AgencyCode, day: date, number: int, *, sandbox: bool = False) -> None:
        self._spare[Book(agency, day, sandbox)].append(number)

    @property
    def spares(self) -> Mapping[Book, Sequence[int]]:
        """Numbers given back that nobody has taken since."""
        return self._spare

    async def _take_many(self, books: Sequence[Book]) -> list[int]:
        given = {book: self._spares(book, count) for book, count in Counter(books).items()}
        missing = {book: count - len(given[book]) for book, count in Counter(books).items() if count > len(given[book])}
        lasts = await asyncio.gather(*(self._grow(book, count) for book, count in missing.items()))
        for (book, count), last in zip(missing.items(), lasts, strict=True):
            given[book] += range(last - count + 1, last + 1)
        queues = {book: iter(numbers) for book, numbers in given.items()}
        return [next(queues[book]) for book in books]

    def _spares(self, book: Book, count: int) -> list[int]:
        spare = sorted(self._spare.pop(book, []))
        if len(spare) > count:
            self._spare[book] = spare[count:]
        return spare[:count]

    async def _grow(self, book: Book, count: int) -> int:
        """The last number after adding `count`, by compare and set from the value last seen.

        Not by find_one_and_update: on the embedded engine two callers of that were given the same number.
        """
        head = self._heads.pop(book, None)
        for _ in range(_ATTEMPTS):
            if head is None:
                head = await self._open_or_read(book)
            growth = await self._growth(book, head, count)
            if growth and await self._numbers.update_one({"_id": book.key, "last": head.last}, growth):
                self._remember(book, head, count)
                return head.last + count
            head = None
        raise TransientError("numbers_contended", book=book.key)

    async def _open_or_read(self, book: Book) -> _Head:
        document = await self._numbers.find_one({"_id": book.key}, projection=_HEAD)
        if document is not None:
            return _Head(document["last"], document.get("owner"), document.get("size", 0))
        # Whoever loses this race finds the document at its next attempt; both begin at the same number.
        first = self._first(book)
        await self._numbers.insert({"_id": book.key, "first": first, "last": first - 1, "size": 0, "takes": []})
        return _Head(first - 1, None, 0)

    async def _growth(self, book: Book, head: _Head, count: int) -> dict[str, Any] | None:
        """The increment, with a new log entry when another process took last; None: the book has moved on."""
        if head.last + count > book.most:
            raise PermanentError("numbers_exhausted", book=book.key)
        if head.owner == self.process:
            return {"$inc": {"last": count}}
        entry = {"from": head.last + 1, "by": self.process, "at": self._clock().isoformat()}
        if head.size < _MOST_TAKES:
            return {"$inc": {"last": count, "size": 1}, "$set": {"owner": self.process}, "$push": {"takes": entry}}
        page = await self._turn_page(book, head)
        values = {"owner": self.process, "size": 1, "takes": [entry], "before": page}
        return {"$inc": {"last": count}, "$set": values} if page else None

    async def _turn_page(self, book: Book, head: _Head) -> str | None:
        """Keep the full log under a key of its own, chained to the page before it; None when the book moved on.

        Whoever does the same work twice writes the same page, because nothing but a new page follows a full one.
        """
        full: Document | None = await self._numbers.find_one({"_id": book.key})
        if full is None or full["last"] != head.last:
            return None
        page = f"{book.key}|{full['takes'][0]['from']:07d}"
        await self._numbers.insert({"_id": page, "takes": full["takes"], "before": full.get("before")})
        return page

    def _remember(self, book: Book, head: _Head, count: int) -> None:
        if len(self._heads) >= _MOST_BOOKS:
            self._heads.clear()
        full = head.size >= _MOST_TAKES
        size = head.size if head.owner == self.process else 1 if full else head.size + 1
        self._heads[book] = _Head(head.last + count, self.process, size)
