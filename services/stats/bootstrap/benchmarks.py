"""What others publish about agencies."""

from services.runtime.areas import Area
from services.stats.bootstrap.ground import Ground
from services.stats.entrypoints.http.benchmarks import get_benchmarks

__all__ = ["benchmarks_area"]


def benchmarks_area(ground: Ground) -> Area:
    return Area(routers=(get_benchmarks(ground.catalogue),))
