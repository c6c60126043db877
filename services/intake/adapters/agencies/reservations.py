"""Codes reserved by agencies for their own software; a submission by report needs one of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from services.intake.adapters.dossiers.numbering import Numbering
from services.intake.application.terms import Terms
from services.intake.domain.numbers.book import Book
from services.kernel.agency_code import AgencyCode
from services.kernel.code_error import CodeError
from services.kernel.dossier_code import DossierCode, parse_dossier_code
from services.kernel.times import Clock, utc_now
from services.runtime.store import Document, Documents

__all__ = ["COLLECTION", "Reservations"]

COLLECTION: Final = "reservations"


class Reservations:
    """One document per book lists the ranges of numbers that were handed out: [start, stop, client id, when]."""

    def __init__(self, reservations: Documents, numbering: Numbering, terms: Terms, clock: Clock = utc_now) -> None:
        self._reservations = reservations
        self._numbering = numbering
        self._terms = terms
        self._clock = clock

    async def reserve(
        self, agency: AgencyCode, day: date, count: int, *, client: str | None = None, sandbox: bool = False
    ) -> list[str]:
        """Return `count` new codes of that day; they are the agency's once this returns."""
        book = Book(agency, day, sandbox)
        numbers = await self._numbering.take_range(agency, day, count, sandbox=sandbox)
        codes = [self._terms.code(agency, day, number) for number in numbers]
        entry = {"$push": {"ranges": [numbers.start, numbers.stop, client, self._clock().isoformat()]}}
        # A second process may open the day at the same moment; then its document exists now.
        if not await self._reservations.update_one({"_id": book.key}, entry, upsert=True):
            await self._reservations.update_one({"_id": book.key}, entry)
        return codes

    async def reserved(self, claims: Mapping[str, AgencyCode]) -> frozenset[str]:
        """Those of the codes that their claimant reserved, in one read for the whole batch."""
        parsed = {code: parts for code, agency in claims.items() if (parts := self._own(code, agency))}
        documents = await self._reservations.find_many(sorted({_book(parts).key for parts in parsed.values()}))
        return frozenset(code for code, parts in parsed.items() if _covers(documents, parts))

    def _own(self, code: str, agency: AgencyCode) -> DossierCode | None:
        """The parts of a code in the very form in which it would be issued; another form would be a second code."""
        try:
            parts = parse_dossier_code(code)
            issued = self._terms.code(parts.agency, parts.day, parts.sequence)
        except (CodeError, LookupError):
            return None
        return parts if parts.agency == agency and issued == code else None


def _book(parts: DossierCode) -> Book:
    return Book(parts.agency, parts.day, parts.sandbox)


def _covers(documents: Mapping[str, Document], parts: DossierCode) -> bool:
    ranges: Iterable[Sequence[Any]] = documents.get(_book(parts).key, {}).get("ranges", ())
    return any(start <= parts.sequence < stop for start, stop, *_ in ranges)
