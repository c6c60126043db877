"""Figures of desks, legs and messages: reports in every format, and all about one of them at once."""

from services.runtime.areas import Area
from services.stats.application.measures.measures_papers import measures_papers
from services.stats.application.measures.present_measures import Measuring
from services.stats.application.papers.paper import Paper
from services.stats.bootstrap.ground import Ground
from services.stats.bootstrap.sources import Sources
from services.stats.entrypoints.http.measures.get_measures import get_measures
from services.stats.entrypoints.http.papers.fresh_json import FreshJson

__all__ = ["measures_area", "measures_shelf"]


def measures_shelf(sources: Sources) -> tuple[Paper, ...]:
    return measures_papers(sources.reports, sources.catalogue)


def measures_area(ground: Ground) -> Area:
    measuring = Measuring(ground.reports, ground.catalogue)
    return Area(routers=(get_measures(measuring, ground.known, FreshJson()),))
