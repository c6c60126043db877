"""Reports that departments compile: the week, service models, desks, the catalogue, several years."""

from services.stats.adapters.obstacles.stored_obstacles import COLLECTION, StoredObstacles
from services.stats.application.catalogue.changes_paper import changes_paper
from services.stats.application.catalogue.contacts_paper import contacts_paper
from services.stats.application.catalogue.services_paper import services_paper
from services.stats.application.models.attributes_paper import attributes_paper
from services.stats.application.models.models_paper import models_paper
from services.stats.application.models.uptake_paper import uptake_paper
from services.stats.application.models.windows_paper import windows_paper
from services.stats.application.obstacles.obstacles_paper import obstacles_paper
from services.stats.application.papers.paper import Paper
from services.stats.application.quality.quality_papers import quality_papers
from services.stats.application.weekly.read_weekly import ReadWeekly
from services.stats.application.weekly.weekly_paper import weekly_paper
from services.stats.application.years.years_paper import years_paper
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
        windows_paper(reports, catalogue, names),
        attributes_paper(reports, catalogue, names),
        obstacles_paper(obstacles, names),
        *quality_papers(reports, catalogue, names, sources.clock),
        services_paper(reports, catalogue, names),
        contacts_paper(catalogue, names),
        changes_paper(reports, catalogue, names),
        years_paper(reports, catalogue.packs, sources.clock),
    )
