"""Books of numbers as an auditor reads them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from services.intake.domain.numbers.account import Reservation, Take, Taker
from services.intake.domain.numbers.book import Book
from services.kernel.agency_code import AgencyCode
from services.runtime.aggregates.names import to_field
from services.runtime.store import Document, Documents

__all__ = ["StoredBooks", "StoredCodes"]

_CHUNK = 1000


class StoredBooks:
    """Implements the port `NumberBooks`."""

    def __init__(self, numbers: Documents, reservations: Documents, takers: Documents) -> None:
        self._numbers = numbers
        self._reservations = reservations
        self._takers = takers

    async def of_day(self, day: date, agency: AgencyCode | None) -> list[Book]:
        if agency is not None:
            both = [Book(agency, day), Book(agency, day, sandbox=True)]
            found = await self._numbers.find_many([book.key for book in both], projection={"last": 1})
            return [book for book in both if book.key in found]
        rows = await self._numbers.find({"last": {"$exists": True}}, projection={"last": 1})
        books = (_book(row["_id"]) for row in rows)
        return sorted(book for book in books if book.day == day)

    async def extent(self, book: Book) -> tuple[int, int, tuple[Take, ...]] | None:
        head = await self._numbers.find_one({"_id": book.key})
        if head is None:
            return None
        takes, page = list(head.get("takes", ())), head.get("before")
        while page is not None:
            older: Document = await self._numbers.find_one({"_id": page}) or {}
            takes += older.get("takes", ())
            page = older.get("before")
        return head.get("first", 1), head["last"], tuple(_take(take) for take in takes)

    async def takers(self, book: Book, ids: Iterable[str]) -> dict[str, Taker]:
        rows = await self._takers.find_many(sorted(ids))
        return {id_: _taker(row, to_field(book.key)) for id_, row in rows.items()}

    async def reservations(self, book: Book) -> tuple[Reservation, ...]:
        row = await self._reservations.find_one({"_id": book.key}) or {}
        return tuple(_reservation(*entry) for entry in row.get("ranges", ()))


class StoredCodes:
    """Implements the port `UsedCodes`."""

    def __init__(self, dossiers: Documents, keys: Documents) -> None:
        self._dossiers = dossiers
        self._keys = keys

    async def filed(self, codes: Iterable[str]) -> frozenset[str]:
        wanted = sorted(codes)
        chunks = [wanted[at : at + _CHUNK] for at in range(0, len(wanted), _CHUNK)]
        found = [await self._dossiers.find_many(chunk, projection={"version": 1}) for chunk in chunks]
        return frozenset(code for chunk in found for code in chunk)

    async def promised(self, codes: Iterable[str]) -> frozenset[str]:
        wanted = sorted(codes)
        chunks = [wanted[at : at + _CHUNK] for at in range(0, len(wanted), _CHUNK)]
        found = [await self._keys.find({"code": {"$in": chunk}}, projection={"code": 1}) for chunk in chunks]
        return frozenset(row["code"] for rows in found for row in rows)


def _book(key: str) -> Book:
    agency, day, *space = key.split("|")
    return Book(AgencyCode(agency), date.fromisoformat(day), bool(space))


def _take(entry: Mapping[str, Any]) -> Take:
    return Take(entry["from"], entry["by"], datetime.fromisoformat(entry["at"]))


def _reservation(start: int, stop: int, client: str | None = None, at: str | None = None) -> Reservation:
    return Reservation(start, stop, client, None if at is None else datetime.fromisoformat(at))


def _taker(row: Mapping[str, Any], book: str) -> Taker:
    return Taker(row["seen_at"], row.get("stopped_at"), frozenset(row.get("spares", {}).get(book, ())))
