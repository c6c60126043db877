"""What others publish about agencies."""

from services.runtime.areas import Area
from services.stats.application.benchmarks_paper import benchmarks_paper
from services.stats.application.papers.paper import Paper
from services.stats.bootstrap.ground import Ground
from services.stats.bootstrap.sources import Sources
from services.stats.domain.papers.names import Names
from services.stats.entrypoints.http.benchmarks import get_benchmarks

__all__ = ["benchmarks_area", "benchmarks_shelf"]


def benchmarks_shelf(sources: Sources) -> tuple[Paper, ...]:
    return (benchmarks_paper(sources.catalogue, Names(sources.catalogue)),)


def benchmarks_area(ground: Ground) -> Area:
    return Area(routers=(get_benchmarks(ground.catalogue, ground.known),))
