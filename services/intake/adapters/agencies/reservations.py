"""Codes reserved by agencies for their own software; a submission by report needs one of them."""

from collections.abc import Iterable, Mapping
from datetime import date

from services.intake.adapters.dossiers.numbering import Numbering
from services.intake.application.terms import Terms
from services.kernel.agency_code import AgencyCode
from services.kernel.code_error import CodeError
from services.kernel.dossier_code import DossierCode, parse_dossier_code
from services.runtime.store import Document, Documents

__all__ = ["Reservations"]


class Reservations:
    """One document per (agency, day) lists the ranges of numbers that were handed out."""

    def __init__(self, reservations: Documents, numbering: Numbering, terms: Terms) -> None:
        self._reservations = reservations
        self._numbering = numbering
        self._terms = terms

    async def reserve(self, agency: AgencyCode, day: date, count: int) -> list[str]:
        """Return `count` new codes of that day; they are the agency's once this returns."""
        numbers = await self._numbering.take_range(agency, day, count)
        codes = [self._terms.code(agency, day, number) for number in numbers]
        entry = {"$push": {"ranges": [numbers.start, numbers.stop]}}
        key = {"_id": _key(agency, day)}
        # A second process may open the day at the same moment; then its document exists now.
        if not await self._reservations.update_one(key, entry, upsert=True):
            await self._reservations.update_one(key, entry)
        return codes

    async def reserved(self, claims: Mapping[str, AgencyCode]) -> frozenset[str]:
        """Those of the codes that their claimant reserved, in one read for the whole batch."""
        parsed = {code: parts for code, agency in claims.items() if (parts := self._own(code, agency))}
        days = {_key(parts.agency, parts.day) for parts in parsed.values()}
        documents = await self._reservations.find_many(sorted(days))
        return frozenset(code for code, parts in parsed.items() if _covers(documents, parts))

    def _own(self, code: str, agency: AgencyCode) -> DossierCode | None:
        """The parts of a code in the very form in which it would be issued; another form would be a second code."""
        try:
            parts = parse_dossier_code(code)
            issued = self._terms.code(parts.agency, parts.day, parts.sequence)
        except (CodeError, LookupError):
            return None
        return parts if parts.agency == agency and issued == code else None


def _key(agency: AgencyCode, day: date) -> str:
    return f"{agency}|{day.isoformat()}"


def _covers(documents: Mapping[str, Document], parts: DossierCode) -> bool:
    ranges: Iterable[tuple[int, int]] = documents.get(_key(parts.agency, parts.day), {}).get("ranges", ())
    return any(start <= parts.sequence < stop for start, stop in ranges)
