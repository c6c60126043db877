"""The public list of procedures: found by words with or without accents, by field, by agency."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from services.intake.application.terms import Terms
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Procedure
from services.kernel.search_key import search_key
from services.kernel.times import Clock, local_day

__all__ = ["PAGE_SIZE", "Found", "ProcedureList", "Wanted"]

PAGE_SIZE: Final = 50
_REMEMBERED_DAYS: Final = 2
_MOST_WORDS: Final = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; an empty text asks nothing. `page` counts from 1."""

    text: str = ""
    field: str = ""
    agency: AgencyCode | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found; `total` counts all pages."""

    procedures: tuple[Procedure, ...]
    total: int
    page: int
    pages: int


class ProcedureList:
    """Today's versions of what is published, in the order of their names."""

    def __init__(self, terms: Terms, clock: Clock) -> None:
        self._catalogue = terms.catalogue
        self._clock = clock
        self._on = lru_cache(_REMEMBERED_DAYS)(self._keyed)

    @property
    def today(self) -> date:
        return local_day(self._clock())

    def fields(self) -> dict[str, str]:
        """Fields that have a procedure today, with their labels."""
        used = {procedure.field for procedure, _ in self._on(self.today)}
        return {key: label for key, label in self._catalogue.words.fields.items() if key in used}

    def agency_name(self, agency: AgencyCode) -> str:
        """Raises UnknownAgency."""
        return self._catalogue.agency(agency).name

    def find(self, wanted: Wanted) -> Found:
        """Every word must occur. Raises UnknownAgency."""
        found = self._matching(wanted)
        pages = max(1, -(-len(found) // PAGE_SIZE))
        page = min(max(1, wanted.page), pages)
        shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        return Found(tuple(shown), len(found), page, pages)

    def _matching(self, wanted: Wanted) -> list[Procedure]:
        words = search_key(wanted.text).split()[:_MOST_WORDS]
        agency = self._catalogue.agency(wanted.agency) if wanted.agency else None
        found = (procedure for procedure, key in self._on(self.today) if all(word in key for word in words))
        if agency is not None:
            here = (self._catalogue.procedure_at(each.ref, agency.code) for each in found)
            found = (each for each in here if each.profile.reception.covers(agency))
        return [each for each in found if wanted.field in {"", each.field}]

    def _keyed(self, day: date) -> list[tuple[Procedure, str]]:
        """With the text each is searched by."""
        procedures = self._catalogue.procedures.values()
        current = [each for each in procedures if each.published and each.validity.covers(day)]
        labels = self._catalogue.words.fields
        current.sort(key=lambda each: (search_key(each.name_vi), each.code))
        return [
            (each, search_key(f"{each.name_vi} {each.name_en} {each.code} {labels.get(each.field, '')}"))
            for each in current
        ]
