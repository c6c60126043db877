"""Figures of desks, legs and messages: reports in every format, and all about one of them at once."""

import time

from services.runtime.areas import Area
from services.stats.application.measures.measures_papers import measures_papers
from services.stats.application.measures.present_measures import Measuring
from services.stats.application.papers.fresh import KEPT_SECONDS, Fresh
from services.stats.application.papers.paper import Paper
from services.stats.bootstrap.ground import Ground
from services.stats.bootstrap.sources import Sources
from services.stats.domain.papers.known import Known
from services.stats.entrypoints.http.measures.get_measures import get_measures

__all__ = ["measures_area", "measures_shelf"]


def measures_shelf(sources: Sources) -> tuple[Paper, ...]:
    return measures_papers(sources.reports, sources.catalogue)


def measures_area(ground: Ground) -> Area:
    measuring = Measuring(ground.reports, ground.catalogue, Fresh(KEPT_SECONDS, time.monotonic))
    return Area(routers=(get_measures(measuring, Known(ground.catalogue)),))
