"""Papers: everything that is offered as a report. Add the papers of an area to `_SHELVES`."""

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from typing import Final

from services.runtime.areas import Area
from services.stats.adapters.editions import StoredEditions
from services.stats.adapters.papers import PRINTERS
from services.stats.application.papers.close_period import ClosePeriod
from services.stats.application.papers.paper import Paper, Shelf
from services.stats.application.papers.press import Press
from services.stats.application.papers.procedures_paper import procedures_paper
from services.stats.application.papers.restate_period import RestatePeriod
from services.stats.application.papers.show_period import ShowPeriod
from services.stats.bootstrap.benchmarks import benchmarks_shelf
from services.stats.bootstrap.forms import forms_papers
from services.stats.bootstrap.ground import Ground
from services.stats.bootstrap.lists import list_papers
from services.stats.bootstrap.measures import measures_shelf
from services.stats.bootstrap.sources import Sources, sources_of
from services.stats.bootstrap.weekly import weekly_papers
from services.stats.domain.papers.names import Names
from services.stats.entrypoints.http.papers.close_period import post_period
from services.stats.entrypoints.http.papers.get_edition import get_edition
from services.stats.entrypoints.http.papers.get_period import get_period
from services.stats.entrypoints.http.papers.get_report import get_reports
from services.stats.entrypoints.http.papers.list_periods import list_periods
from services.stats.entrypoints.http.papers.list_reports import list_reports
from services.stats.entrypoints.http.papers.restate_period import post_edition

__all__ = ["papers_area", "shelf_of"]


def _counted(sources: Sources) -> tuple[Paper, ...]:
    return (procedures_paper(sources.reports, Names(sources.catalogue), sources.clock),)


_SHELVES: Final[tuple[Callable[[Sources], tuple[Paper, ...]], ...]] = (
    _counted,
    forms_papers,
    list_papers,
    weekly_papers,
    measures_shelf,
    benchmarks_shelf,
)


def shelf_of(sources: Sources) -> Shelf:
    """Return every paper that is offered; each refuses codes and words that the catalogue does not have."""
    papers = chain.from_iterable(shelf(sources) for shelf in _SHELVES)
    return Shelf(replace(paper, parameters=sources.known.bound(paper.parameters)) for paper in papers)


def papers_area(ground: Ground) -> Area:
    shelf = shelf_of(sources_of(ground))
    press = Press(PRINTERS, time.monotonic)
    editions = StoredEditions(ground.store)
    rules, clock = ground.stats.rules, ground.clock
    show = ShowPeriod(shelf, editions)
    return Area(
        routers=(
            list_reports(shelf),
            get_reports(shelf, press),
            post_period(shelf, ClosePeriod(editions, rules, clock)),
            post_edition(RestatePeriod(show, editions, rules, clock)),
            list_periods(editions),
            get_period(show),
            get_edition(editions, press),
        )
    )
