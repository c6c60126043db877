"""One page of a list of an agency's desk, with how many there are in each list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock, local_day
from services.routing.application.desk.ports import Sieve, WorkSearch
from services.routing.application.ports import WorkItem
from services.routing.domain.desk.work_lists import WorkList, work_question

__all__ = ["Asked", "ReadWorklist", "WorkEntry", "WorkPage"]

_PAGE: Final = 25
_MOST_COUNTED: Final = 5000


@dataclass(frozen=True, slots=True)
class Asked:
    """`page` counts from 1; `field` and `officer` are empty for all."""

    kind: WorkList = WorkList.ALL
    field: str = ""
    officer: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class WorkEntry:
    """One row; `late` by the clock of now."""

    item: WorkItem
    procedure: str
    late: bool


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Of more than 5,000 legs only so many are counted, which `capped` says; `fields` and `officers` can be asked."""

    asked: Asked
    entries: tuple[WorkEntry, ...]
    more: bool
    counts: Mapping[WorkList, int]
    capped: bool
    fields: Mapping[str, str]
    officers: tuple[str, ...]


class ReadWorklist:
    """Legs by their due time, those without one last. No personal data: routing has none."""

    def __init__(self, search: WorkSearch, catalogue: Catalogue, clock: Clock) -> None:
        self._search = search
        self._catalogue = catalogue
        self._clock = clock

    async def __call__(self, agency: AgencyCode, asked: Asked, language: str) -> WorkPage:
        now = self._clock()
        hours = self._catalogue.rules_on(local_day(now), agency).due_warning_hours
        questions = {each: work_question(each, now, timedelta(hours=hours)) for each in WorkList}
        sieve = Sieve(self._procedures(asked.field), asked.officer or None)
        found = await self._search.find(agency, questions[asked.kind], sieve, (asked.page - 1) * _PAGE, _PAGE + 1)
        standing = await self._search.standing(agency, sieve, _MOST_COUNTED)
        counts = {each: sum(asks.fits(one.status, one.due_at) for one in standing) for each, asks in questions.items()}
        officers = sorted({one.officer for one in standing if one.officer} | ({asked.officer} - {""}))
        return WorkPage(
            asked=asked,
            entries=tuple(self._entry(item, now, language) for item in found[:_PAGE]),
            more=len(found) > _PAGE,
            counts=counts,
            capped=len(standing) == _MOST_COUNTED,
            fields=self._catalogue.words.fields,
            officers=tuple(officers),
        )

    def _procedures(self, field: str) -> tuple[str, ...] | None:
        """None asks for all; a field that there is not has none."""
        if not field:
            return None
        return tuple(ref for ref, each in self._catalogue.procedures.items() if each.field == field)

    def _entry(self, item: WorkItem, now: datetime, language: str) -> WorkEntry:
        procedure = self._catalogue.procedures.get(item.procedure)
        name = item.procedure
        if procedure is not None:
            name = procedure.name_en if language == "en" else procedure.name_vi
        return WorkEntry(item, name, item.due_at is not None and item.due_at <= now)
