"""Reads a week: figures of its seven days from the counters, obstacles from their store."""

from datetime import date

from services.kernel.catalogue import Catalogue
from services.kernel.iso_week import IsoWeek
from services.stats.application.models.read_models import read_models
from services.stats.application.obstacles.list_obstacles import list_obstacles
from services.stats.application.obstacles.ports import Obstacles
from services.stats.application.ports import CounterReader
from services.stats.application.read_counters import read_axes, read_by_agency
from services.stats.application.reading import Reports
from services.stats.domain.desks import desks_in
from services.stats.domain.figures import Figures, Group, Measures, total
from services.stats.domain.filters import Filters
from services.stats.domain.models.tagged import Tagged
from services.stats.domain.weekly.synthesis import Synthesis, localities_of

__all__ = ["ReadWeekly"]


class ReadWeekly:
    """Raises TransientError while no generation serves, or the store cannot be reached."""

    def __init__(self, reports: Reports, obstacles: Obstacles, catalogue: Catalogue) -> None:
        self._reports = reports
        self._obstacles = obstacles
        self._catalogue = catalogue

    async def __call__(self, week: IsoWeek, agencies: frozenset[str] | None) -> Synthesis:
        """Return the week at these agencies and all below them."""

        async def read(reader: CounterReader) -> tuple[tuple[Tagged, ...], dict[str, Figures]]:
            models = await read_models(reader, self._catalogue.service_models, agencies, week.monday, week.sunday)
            tags = frozenset(each.block.tag for each in models.blocks)
            return models.blocks, await _by_agency(reader, agencies, week, tags)

        blocks, figures = await self._reports.ask(read)
        obstacles = await list_obstacles(self._obstacles, week, week, agencies)
        desks = desks_in(self._catalogue, agencies, week.monday, week.sunday)
        return Synthesis(week, localities_of(desks, figures, obstacles), blocks, tuple(obstacles))


async def _by_agency(
    reader: CounterReader, agencies: frozenset[str] | None, week: IsoWeek, tags: frozenset[str]
) -> dict[str, Figures]:
    axes, filters = await read_axes(reader, agencies), Filters(tags=tags)
    during = await read_by_agency(reader, axes, week.monday, week.sunday, filters)
    until = await read_by_agency(reader, axes, date.min, week.sunday, filters)
    return {agency: Figures(_sum(during[agency]), _sum(until[agency])) for agency in axes.fields if until[agency]}


def _sum(groups: dict[Group, Measures]) -> Measures:
    return total(groups.values())
