"""Reads who made use of model days, agency by agency: whole months for the eligible, single days for the model days."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.stats.application.ports import CounterReader
from services.stats.application.read_counters import Axes, read_axes, read_during
from services.stats.domain.counters import day_counter
from services.stats.domain.figures import sum_cells
from services.stats.domain.filters import Filters
from services.stats.domain.models.uptake import ModelDays, Stretch, Uptake, count_eligible, stretches

__all__ = ["read_uptake"]

_ALL = Filters()


@dataclass(frozen=True, slots=True)
class _Reading:
    reader: CounterReader
    catalogue: Catalogue
    axes: Axes
    days: ModelDays

    async def of_agency(self, agency: str, first: date, last: date) -> list[Uptake]:
        models = self.catalogue.service_models
        every = list(stretches(models, AgencyCode(agency), first, last))
        found = await asyncio.gather(*(self._of_stretch(agency, stretch) for stretch in every))
        tags = sorted({each.tag for each in found})
        return [_added([each for each in found if each.tag == tag]) for tag in tags]

    async def _of_stretch(self, agency: str, stretch: Stretch) -> Uptake:
        here = replace(self.axes, fields={agency: self.axes.fields[agency]})
        groups = await read_during(self.reader, here, stretch.first, stretch.last, _ALL)
        eligible = count_eligible(groups, stretch.rules, self._needs_verification)
        came = days = 0
        for rules, held in self.days.held_together(stretch, self.catalogue.calendar_for(AgencyCode(agency))):
            trees = await self.reader.counters([day_counter(agency, day) for day in held])
            came += count_eligible(sum_cells(trees, _ALL), rules, self._needs_verification)
            days += len(held)
        return Uptake(stretch.tag, agency, days, came, eligible)

    def _needs_verification(self, reference: str) -> bool:
        procedure = self.catalogue.procedures.get(reference)
        return procedure is not None and procedure.needs_verification


async def read_uptake(
    reader: CounterReader, catalogue: Catalogue, agencies: Collection[str] | None, first: date, last: date
) -> list[Uptake]:
    """Return a row per tag and agency that has counted dossiers and model days, in the order of tag and agency."""
    axes = await read_axes(reader, None if agencies is None else frozenset(agencies))
    if axes.first_day is None or axes.last_day is None:
        return []
    first, last = max(first, axes.first_day), min(last, axes.last_day)
    if last < first:
        return []
    reading = _Reading(reader, catalogue, axes, ModelDays())
    known = [agency for agency in axes.fields if AgencyCode(agency) in catalogue.agencies]
    found = await asyncio.gather(*(reading.of_agency(agency, first, last) for agency in known))
    return sorted((row for rows in found for row in rows), key=lambda row: (row.tag, row.agency))


def _added(parts: Collection[Uptake]) -> Uptake:
    first = next(iter(parts))
    return Uptake(
        first.tag,
        first.agency,
        sum(part.days for part in parts),
        sum(part.came for part in parts),
        sum(part.eligible for part in parts),
    )
