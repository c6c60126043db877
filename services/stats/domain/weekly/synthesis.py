"""One ISO week, locality by locality (article 000: the department compiles results and obstacles weekly)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from services.kernel.catalogue import Catalogue
from services.kernel.catalogue.period import Period
from services.kernel.iso_week import IsoWeek
from services.stats.domain.figures import Figures
from services.stats.domain.models.blocks import covers
from services.stats.domain.models.tagged import Tagged
from services.stats.domain.obstacles.obstacle import Obstacle

__all__ = ["Locality", "Synthesis", "desks_in", "localities_of"]

_DESK = "desk"


@dataclass(frozen=True, slots=True)
class Locality:
    """`figures` are of dossiers under any service model, each counted once, `obstacles` how many it reported."""

    agency: str
    figures: Figures
    obstacles: int

    @property
    def silent(self) -> bool:
        return not (any(self.figures.during.values()) or self.figures.pending or self.obstacles)


@dataclass(frozen=True, slots=True)
class Synthesis:
    """`models` are the blocks of the week with their procedures."""

    week: IsoWeek
    localities: tuple[Locality, ...]
    models: tuple[Tagged, ...]
    obstacles: tuple[Obstacle, ...]


def desks_in(catalogue: Catalogue, agencies: Collection[str] | None, week: IsoWeek) -> list[str]:
    """Return the agencies with a desk that is in force on a day of the week, at these agencies or below."""
    days = Period(week.monday, week.sunday)
    return [
        code
        for code, agency in catalogue.agencies.items()
        if _DESK in agency.roles and agency.validity.overlaps(days) and (agencies is None or covers(agencies, code))
    ]


def localities_of(
    desks: Iterable[str], figures: Mapping[str, Figures], obstacles: Iterable[Obstacle]
) -> tuple[Locality, ...]:
    """Return every desk, and whoever else has figures or obstacles, in the order of their codes."""
    reported: dict[str, int] = {}
    for obstacle in obstacles:
        reported[obstacle.report.agency] = reported.get(obstacle.report.agency, 0) + 1
    agencies = sorted({*desks, *figures, *reported})
    return tuple(Locality(code, figures.get(code, Figures()), reported.get(code, 0)) for code in agencies)
