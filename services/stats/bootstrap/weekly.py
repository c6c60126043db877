"""Reports that departments compile: the week, service models, and how well desks keep their records and hours."""

from services.stats.adapters.obstacles.stored_obstacles import COLLECTION, StoredObstacles
from services.stats.application.models.models_paper import models_paper
from services.stats.application.models.uptake_paper import uptake_paper
from services.stats.application.papers.paper import Paper
from services.stats.application.quality.quality_papers import quality_papers
from services.stats.application.weekly.read_weekly import ReadWeekly
from services.stats.application.weekly.weekly_paper import weekly_paper
from services.stats.bootstrap.sources import Sources
from services.stats.domain.papers.names import Names

__all__ = ["weekly_papers"]


def weekly_papers(sources: Sources) -> tuple[Paper, ...]:
    reports, catalogue, names = sources.reports, sources.catalogue, Names(sources.catalogue)
    obstacles = StoredObstacles(sources.store.collection(COLLECTION))
    return (
        weekly_paper(ReadWeekly(reports, obstacles, catalogue), names),
        models_paper(reports, catalogue, names),
        uptake_paper(reports, catalogue, names),
        *quality_papers(reports, catalogue, names),
    )
