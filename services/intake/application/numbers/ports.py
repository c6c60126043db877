"""Where an auditor of numbers reads."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from services.intake.domain.numbers.account import Reservation, Take, Taker
from services.intake.domain.numbers.book import Book
from services.kernel.agency_code import AgencyCode

__all__ = ["NumberBooks", "UsedCodes"]


class NumberBooks(Protocol):
    """The books themselves; for operators only, finding them reads a whole collection."""

    async def of_day(self, day: date, agency: AgencyCode | None) -> list[Book]: ...

    async def extent(self, book: Book) -> tuple[int, int, tuple[Take, ...]] | None:
        """First and last number, and who took them; None for a book that was never opened."""
        ...

    async def takers(self, book: Book, ids: Iterable[str]) -> dict[str, Taker]: ...

    async def reservations(self, book: Book) -> tuple[Reservation, ...]: ...


class UsedCodes(Protocol):
    """Where codes end up."""

    async def filed(self, codes: Iterable[str]) -> frozenset[str]: ...

    async def promised(self, codes: Iterable[str]) -> frozenset[str]:
        """Those that an Idempotency-Key holds; reads a whole collection."""
        ...
