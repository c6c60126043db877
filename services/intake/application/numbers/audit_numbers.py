"""Accounts for every number of a day, so that no gap in the books stays without a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.intake.application.numbers.ports import NumberBooks, UsedCodes
from services.intake.application.terms import Terms
from services.intake.domain.numbers.account import Account, Record, State, account_for
from services.intake.domain.numbers.book import Book
from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock

__all__ = ["AuditNumbers", "BookAudit"]

_BEYOND = 200
"""How far past the last number given dossiers are looked for: there must be none."""


@dataclass(frozen=True, slots=True)
class BookAudit:
    book: Book
    account: Account

    @property
    def sound(self) -> bool:
        return self.account.count(State.UNEXPLAINED) == 0


class AuditNumbers:
    """Reads books before dossiers: a number taken meanwhile is simply not part of this audit."""

    def __init__(self, books: NumberBooks, used: UsedCodes, terms: Terms, clock: Clock) -> None:
        self._books = books
        self._used = used
        self._terms = terms
        self._clock = clock

    async def __call__(self, day: date, agency: AgencyCode | None = None) -> list[BookAudit]:
        audits = [await self._audit(book) for book in await self._books.of_day(day, agency)]
        return [audit for audit in audits if audit is not None]

    async def _audit(self, book: Book) -> BookAudit | None:
        extent = await self._books.extent(book)
        if extent is None:
            return None
        first, last, takes = extent
        codes = {self._terms.code(book.agency, book.day, n): n for n in range(first, last + _BEYOND + 1)}
        filed = await self._used.filed(codes)
        # Keys before dossiers would call one promised that is filed; after them, at worst both are true.
        promised = await self._used.promised(codes.keys() - filed)
        record = Record(
            first=first,
            last=last,
            takes=takes,
            reservations=await self._books.reservations(book),
            takers=await self._books.takers(book, {take.by for take in takes}),
            filed=_numbers(codes, filed),
            promised=_numbers(codes, promised),
        )
        return BookAudit(book, account_for(record, self._clock()))


def _numbers(codes: dict[str, int], chosen: Iterable[str]) -> frozenset[int]:
    return frozenset(codes[code] for code in chosen)
