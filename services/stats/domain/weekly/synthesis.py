"""One ISO week, locality by locality (article 000: the department compiles results and obstacles weekly)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.kernel.iso_week import IsoWeek
from services.stats.domain.figures import Figures
from services.stats.domain.models.tagged import Tagged
from services.stats.domain.obstacles.obstacle import Obstacle

__all__ = ["Locality", "Synthesis", "localities_of"]


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


def localities_of(
    desks: Iterable[str], figures: Mapping[str, Figures], obstacles: Iterable[Obstacle]
) -> tuple[Locality, ...]:
    """Return every desk, and whoever else has figures or obstacles, in the order of their codes."""
    reported: dict[str, int] = {}
    for obstacle in obstacles:
        reported[obstacle.report.agency] = reported.get(obstacle.report.agency, 0) + 1
    agencies = sorted({*desks, *figures, *reported})
    return tuple(Locality(code, figures.get(code, Figures()), reported.get(code, 0)) for code in agencies)
