"""An agency as its public page shows it: whom to call, when to come, and the service models of the place."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from services.intake.application.terms import Terms
from services.kernel.agency_code import AgencyCode, province_of
from services.kernel.catalogue import Agency
from services.kernel.search_key import search_key
from services.kernel.times import Clock, local_day
from services.kernel.working_time import MissingYearError

__all__ = ["AgencyDirectory", "AgencyView", "FoundAgencies", "ModelDay"]

PAGE_SIZE: Final = 50
_DAYS_SHOWN: Final = 7
_DAY: Final = timedelta(days=1)
_REMEMBERED_DAYS: Final = 2
_DESK: Final = "desk"

Spans = tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True, slots=True)
class ModelDay:
    """A service model held here: `weekdays` are ISO, none meaning any; `procedures` and `fields` none meaning all."""

    label: str
    weekdays: tuple[int, ...]
    windows: tuple[str, ...]
    procedures: tuple[str, ...]
    fields: tuple[str, ...]
    plan: str | None


@dataclass(frozen=True, slots=True)
class AgencyView:
    """`days` are the next ones with their opening hours; a day without hours is closed."""

    agency: Agency
    tier_label: str
    kind_label: str
    above: Agency | None
    successors: tuple[Agency, ...]
    days: tuple[tuple[date, Spans], ...]
    models: tuple[ModelDay, ...]


@dataclass(frozen=True, slots=True)
class FoundAgencies:
    """One page of what was found; `total` counts all pages."""

    agencies: tuple[Agency, ...]
    total: int
    page: int
    pages: int


class AgencyDirectory:
    """Agencies with a desk, as of today."""

    def __init__(self, terms: Terms, clock: Clock) -> None:
        self._catalogue = terms.catalogue
        self._clock = clock
        self._on = lru_cache(_REMEMBERED_DAYS)(self._keyed)

    def provinces(self) -> dict[str, str]:
        """Codes and names of the provinces that have a desk and are declared themselves."""
        codes = {province_of(agency.code) for agency, _ in self._on(self._today)}
        found = {code: self._catalogue.agencies.get(AgencyCode(code)) for code in sorted(codes)}
        return {code: agency.name for code, agency in found.items() if agency}

    def find(self, text: str, province: str, page: int) -> FoundAgencies:
        words = search_key(text).split()
        found = [
            agency
            for agency, key in self._on(self._today)
            if all(word in key for word in words) and province in {"", province_of(agency.code)}
        ]
        pages = max(1, -(-len(found) // PAGE_SIZE))
        here = min(max(1, page), pages)
        return FoundAgencies(tuple(found[(here - 1) * PAGE_SIZE : here * PAGE_SIZE]), len(found), here, pages)

    def read(self, code: AgencyCode) -> AgencyView | None:
        """None for an agency that is unknown."""
        agency = self._catalogue.agencies.get(code)
        if agency is None:
            return None
        words = self._catalogue.words
        return AgencyView(
            agency=agency,
            tier_label=words.tiers.get(agency.tier, agency.tier),
            kind_label=words.kinds.get(agency.kind, agency.kind),
            above=self._catalogue.agencies.get(agency.parent) if agency.parent else None,
            successors=self._catalogue.successors(code),
            days=self._days(agency),
            models=self._models(agency),
        )

    @property
    def _today(self) -> date:
        return local_day(self._clock())

    def _keyed(self, day: date) -> list[tuple[Agency, str]]:
        """With the text each is searched by."""
        desks = [
            each for each in self._catalogue.agencies.values() if _DESK in each.roles and each.validity.covers(day)
        ]
        desks.sort(key=lambda each: each.code)
        return [(each, search_key(f"{each.name} {each.code}")) for each in desks]

    def _days(self, agency: Agency) -> tuple[tuple[date, Spans], ...]:
        """Fewer at the end of what is loaded."""
        calendar = self._catalogue.calendar_for(agency.code)
        shown: list[tuple[date, Spans]] = []
        for ahead in range(_DAYS_SHOWN):
            day = self._today + ahead * _DAY
            midnight = datetime.combine(day, time.min, tzinfo=calendar.zone)
            try:
                spans = calendar.spans(midnight, midnight + _DAY) if calendar.is_working_day(day) else []
            except MissingYearError:
                break
            shown.append((day, tuple((opens, closes) for opens, closes in spans)))
        return tuple(shown)

    def _models(self, agency: Agency) -> tuple[ModelDay, ...]:
        today = self._today
        tags = self._catalogue.rules_on(today, agency.code).tags
        labels = self._catalogue.words.fields
        return tuple(
            ModelDay(
                tags.get(rule.tag, rule.tag),
                tuple(sorted(rule.weekdays)),
                tuple(f"{window.opens:%H:%M}–{window.closes:%H:%M}" for window in rule.windows_on(today)),
                tuple(sorted(rule.procedures)),
                tuple(labels.get(each, each) for each in sorted(rule.fields)),
                rule.plan,
            )
            for rule in self._catalogue.service_models.rules_for(agency.code, today)
        )
