"""One page of a list of the desk, with how many there are in each list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from services.intake.application.terms import Terms
from services.intake.domain.dossier import Dossier
from services.intake.domain.officers.desk_list import DeskList, DeskQuestion, question
from services.kernel.agency_code import AgencyCode
from services.kernel.status import Status
from services.kernel.times import Clock, local_day

__all__ = ["DeskEntry", "DeskPage", "DeskSearch", "ReadDesk", "Standing"]

_PAGE = 25
_MOST_COUNTED = 5000


Standing = tuple[Status, datetime | None]


class DeskSearch(Protocol):
    """Finds an agency's dossiers; raises TransientError."""

    async def find(self, agency: AgencyCode, asked: DeskQuestion, skip: int, limit: int) -> list[Dossier]: ...

    async def standing(self, agency: AgencyCode, statuses: frozenset[Status], most: int) -> list[Standing]:
        """Status and due time of the agency's dossiers in these statuses, in one small read."""
        ...


@dataclass(frozen=True, slots=True)
class DeskEntry:
    """One row; `late` by the clock of now."""

    code: str
    procedure: str
    status: Status
    filed_at: datetime
    due_at: datetime | None
    tags: tuple[str, ...]
    late: bool


@dataclass(frozen=True, slots=True)
class DeskPage:
    """`page` counts from 1; of more than 5,000 open dossiers only so many are counted."""

    kind: DeskList
    page: int
    entries: tuple[DeskEntry, ...]
    more: bool
    counts: Mapping[DeskList, int]


class ReadDesk:
    """No personal data: names are read dossier by dossier, and each reading is logged."""

    def __init__(self, search: DeskSearch, terms: Terms, clock: Clock) -> None:
        self._search = search
        self._terms = terms
        self._clock = clock

    async def __call__(self, agency: AgencyCode, kind: DeskList, page: int, language: str) -> DeskPage:
        now = self._clock()
        warning = timedelta(hours=self._terms.pack(local_day(now)).due_warning_hours)
        asked = {each: question(each, now, warning) for each in DeskList}
        found = await self._search.find(agency, asked[kind], (page - 1) * _PAGE, _PAGE + 1)
        statuses = frozenset().union(*(each.statuses for each in asked.values()))
        standing = await self._search.standing(agency, statuses, _MOST_COUNTED)
        counts = {each: sum(asked[each].fits(*one) for one in standing) for each in asked}
        entries = tuple(self._entry(dossier, now, language) for dossier in found[:_PAGE])
        return DeskPage(kind, page, entries, len(found) > _PAGE, counts)

    def _entry(self, dossier: Dossier, now: datetime, language: str) -> DeskEntry:
        filing = dossier.filing
        procedure = self._terms.procedure(filing.procedure, filing.agency, None)
        name = procedure.name_en if language == "en" else procedure.name_vi
        late = dossier.due_at is not None and dossier.finished_at is None and now >= dossier.due_at
        return DeskEntry(dossier.code, name, dossier.status, filing.filed_at, dossier.due_at, filing.tags, late)
