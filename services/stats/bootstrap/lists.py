"""Reports that name single dossiers, and the daily intake log."""

from services.contracts.topics import LIFECYCLE
from services.stats.application.lists.course_papers import inspection_paper, timeline_paper
from services.stats.application.lists.daily_paper import daily_paper
from services.stats.application.lists.immediate_paper import immediate_paper
from services.stats.application.lists.late_paper import late_paper
from services.stats.application.lists.register_paper import register_paper
from services.stats.application.papers.paper import Paper
from services.stats.bootstrap.sources import Sources

__all__ = ["list_papers"]


def list_papers(sources: Sources) -> tuple[Paper, ...]:
    reports, catalogue, clock = sources.reports, sources.catalogue, sources.clock
    rules = next(item.rules for item in sources.stats.counted if item.topic == LIFECYCLE)
    return (
        late_paper(reports, rules, catalogue, clock),
        daily_paper(reports, catalogue),
        immediate_paper(reports, catalogue),
        register_paper(reports, rules, catalogue),
        inspection_paper(reports, rules, catalogue),
        timeline_paper(reports, rules, catalogue, clock),
    )
